// Streams of a day as a tree: all, by region, by country.
#ifndef NODESTATS_CRAWLER_VIEW_STREAM_TREE_H_
#define NODESTATS_CRAWLER_VIEW_STREAM_TREE_H_

#include <array>
#include <optional>

#include "domain/countries.h"
#include "domain/regions.h"
#include "view/figure_sums.h"
#include "view/sum.h"
#include "view/tree_estimate.h"

namespace nodestats::crawler {

// In stream-hours: averages times the hours that they are of.
struct StreamEstimate {
  Sum total;
  std::optional<std::array<Sum, kRegionCount>> regions;     // none where no reading tells of regions
  std::optional<std::array<Sum, kCountryCount>> countries;  // likewise

  StreamEstimate& operator+=(const StreamEstimate& other);
};

// What the same nodes' releases tell of the same streams, in stream-hours.
struct StreamReadings {
  Reading total;                                 // all readings of it, combined
  std::array<Reading, kRegionCount> regions;     // likewise
  std::array<Reading, kCountryCount> countries;  // of day releases
};

// The estimates of the total T, regions r and countries k in it, from their readings (EstimateTree):
//   K_r = sum C_k, v_K,r = sum v_k;  z_r, V_r: regions' readings and K_r, by inverse variance;  S = sum z_r, W = sum
//   V_r T, P_T: readings of the total and S (variance W), by inverse variance x_r = z_r + V_r / W (T - S); P_r = V_r -
//   V_r^2 / W + (V_r / W)^2 P_T x_k = C_k + v_k / v_K,r (x_r - K_r);      P_k = v_k - v_k^2 / v_K,r + (v_k / v_K,r)^2
//   P_r
StreamEstimate EstimateStreams(const StreamReadings& readings);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_STREAM_TREE_H_
