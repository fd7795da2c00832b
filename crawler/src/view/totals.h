// What a stretch's sums come to, and how that is shown.
#ifndef NODESTATS_CRAWLER_VIEW_TOTALS_H_
#define NODESTATS_CRAWLER_VIEW_TOTALS_H_

#include <cstdint>
#include <optional>

#include "view/figure_sums.h"
#include "view/hour_sums.h"
#include "view/network_view.h"
#include "view/stream_tree.h"

namespace nodestats::crawler {

// Sums of an hour, a day or a week; streams in stream-hours. They add up over the stretches in a longer one, but for
// the peak and the broadcasters, of which the largest counts.
struct Totals {
  FigureSums published;
  StreamEstimate estimate;
  std::optional<Peak> peak;            // nullopt: of nothing yet
  std::optional<double> broadcasters;  // the largest count of one node in one region

  Totals& operator+=(const Totals& other);
};

// The larger of both; known only where both are, and to be sampled only where both are.
Peak Larger(const Peak& one, const Peak& other);

// Averages are stream-hours over the hours of the stretch.
NetworkView ViewOf(const Totals& totals, int64_t start_unix_seconds, int64_t end_unix_seconds);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_TOTALS_H_
