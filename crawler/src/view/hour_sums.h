// The network in one hour.
#ifndef NODESTATS_CRAWLER_VIEW_HOUR_SUMS_H_
#define NODESTATS_CRAWLER_VIEW_HOUR_SUMS_H_

#include <cstdint>

#include "view/figure_sums.h"
#include "view/network_view.h"
#include "view/sum.h"

namespace nodestats::crawler {

// The most streams at once of a stretch.
struct Peak {
  PeakKind kind = PeakKind::kUnknown;
  Sum streams;
};

// Sums over the node processes with a 1 h release of it.
class HourSums {
 public:
  void Add(const FigureSums& node);

  // Streams, and of the other figures those that each node gives: sums over some of the nodes would not agree with the
  // streams of all. So an hour has classes only where no node is in a private mode.
  FigureSums OfAllNodes() const;

  // S are the nodes that give 5-minute counts, O the others:
  //   max over instants of (sum over S of streams_at_instant) + sum over O of streams_peak
  // without O what was there at one instant, else a bound that no instant exceeds.
  Peak PeakStreams() const;

 private:
  FigureSums figures_;
  uint32_t given_by_all_ = ~uint32_t{0};  // bit i: figure i
  Sum others_peaks_;
  bool has_others_ = false;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_HOUR_SUMS_H_
