// Sums of all the figures of a stretch, over releases or nodes.
#ifndef NODESTATS_CRAWLER_VIEW_FIGURE_SUMS_H_
#define NODESTATS_CRAWLER_VIEW_FIGURE_SUMS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"
#include "store/figure.h"
#include "store/packed_release.h"
#include "view/sum.h"

namespace nodestats::crawler {

// Classes of each figure, by its number.
inline constexpr std::array<size_t, kFigureCount> kFigureSizes = {
    1, 1, kInstantCount, kRegionCount, kCountryCount, kSourceRungCount, kPixelRateCount, kRungCount, kRegionCount};

class FigureSums {
 public:
  bool Has(Figure figure) const { return (present_ >> static_cast<int>(figure) & 1) != 0; }
  uint32_t present() const { return present_; }  // bit i: figure i
  bool is_exact() const { return is_exact_; }    // nothing that was added had noise

  // Adds a release's vector, `weight` fold.
  void Add(const PackedVector& vector, double weight);
  void Add(const FigureSums& other);
  void Add(const FigureSums& other, Figure figure);  // one figure of it; nothing where it has none
  void Clear();

  absl::Span<const Sum> Of(Figure figure) const {
    return absl::MakeConstSpan(sums_).subspan(Offset(figure), kFigureSizes[static_cast<size_t>(figure)]);
  }
  Sum Total(Figure figure) const;  // over all classes

 private:
  static constexpr std::array<size_t, kFigureCount + 1> kOffsets = [] {
    std::array<size_t, kFigureCount + 1> offsets{};
    for (size_t i = 0; i < kFigureCount; ++i) offsets[i + 1] = offsets[i] + kFigureSizes[i];
    return offsets;
  }();
  static size_t Offset(Figure figure) { return kOffsets[static_cast<size_t>(figure)]; }

  uint32_t present_ = 0;
  bool is_exact_ = true;
  std::array<Sum, kOffsets[kFigureCount]> sums_{};
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_FIGURE_SUMS_H_
