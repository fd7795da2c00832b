#include "view/figure_sums.h"

#include <algorithm>

namespace nodestats::crawler {

void FigureSums::Add(const PackedVector& vector, double weight) {
  present_ |= uint32_t{1} << static_cast<int>(vector.figure);
  Sum* sums = sums_.data() + Offset(vector.figure);
  const double factor = weight * vector.unit;
  for (size_t i = 0; i < vector.values.size(); ++i) sums[i].value += factor * static_cast<double>(vector.values[i]);
  if (vector.stddev.empty()) return;
  const bool same = vector.stddev.size() == 1;
  for (size_t i = 0; i < vector.values.size(); ++i) {
    const double stddev = weight * vector.stddev[same ? 0 : i];
    sums[i].variance += stddev * stddev;
    is_exact_ = is_exact_ && stddev == 0;
  }
}

void FigureSums::Add(const FigureSums& other) {
  for (int i = 0; i < kFigureCount; ++i) Add(other, static_cast<Figure>(i));
}

void FigureSums::Add(const FigureSums& other, Figure figure) {
  if (!other.Has(figure)) return;
  present_ |= uint32_t{1} << static_cast<int>(figure);
  is_exact_ = is_exact_ && other.is_exact_;
  Sum* sums = sums_.data() + Offset(figure);
  for (const Sum& sum : other.Of(figure)) *sums++ += sum;
}

void FigureSums::Clear() {
  for (size_t i = 0; i < kFigureCount; ++i) {
    if ((present_ >> i & 1) != 0) std::fill_n(sums_.begin() + kOffsets[i], kFigureSizes[i], Sum{});
  }
  present_ = 0;
  is_exact_ = true;
}

Sum FigureSums::Total(Figure figure) const {
  Sum total;
  for (const Sum& sum : Of(figure)) total += sum;
  return total;
}

}  // namespace nodestats::crawler
