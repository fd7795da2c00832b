#include "view/hour_sums.h"

#include <algorithm>

namespace nodestats::crawler {

void HourSums::Add(const FigureSums& node) {
  figures_.Add(node);
  given_by_all_ &= node.present();
  if (node.Has(Figure::kStreamsAtInstant) || !node.Has(Figure::kStreamsPeak)) return;
  has_others_ = true;
  others_peaks_ += node.Of(Figure::kStreamsPeak).front();
}

FigureSums HourSums::OfAllNodes() const {
  FigureSums sums;
  for (int i = 0; i < kFigureCount; ++i) {
    const auto figure = static_cast<Figure>(i);
    const bool by_all = (given_by_all_ >> i & 1) != 0;
    if (by_all || figure == Figure::kStreams) sums.Add(figures_, figure);
  }
  return sums;
}

Peak HourSums::PeakStreams() const {
  const bool has_samples = figures_.Has(Figure::kStreamsAtInstant);
  if (!has_samples && !has_others_) return {};
  Peak peak{has_others_ ? PeakKind::kUpperBound : PeakKind::kSampled, others_peaks_};
  if (!has_samples) return peak;
  const auto instants = figures_.Of(Figure::kStreamsAtInstant);
  peak.streams += *std::max_element(instants.begin(), instants.end(),
                                    [](const Sum& one, const Sum& other) { return one.value < other.value; });
  return peak;
}

}  // namespace nodestats::crawler
