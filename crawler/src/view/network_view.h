// The network's view: what all nodes that take part did together, over one stretch of time.
#ifndef NODESTATS_CRAWLER_VIEW_NETWORK_VIEW_H_
#define NODESTATS_CRAWLER_VIEW_NETWORK_VIEW_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/account.h"
#include "chain/tickets.h"
#include "discovery/endpoint.h"
#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"
#include "store/store.h"

namespace nodestats::crawler {

// A figure and the standard error that the published noise gives it (0: exact). Unclipped: noise may make it negative.
struct Estimate {
  double value = 0;
  double standard_error = 0;
};

// How much of the network a figure rests on.
struct Participation {
  int recipients = 0;  // distinct, that have at least one release in the stretch
  int instances = 0;
  int delegated = 0;                // of the recipients: signed by another account
  int former = 0;                   // of the recipients: no longer on the list
  int known_orchestrators = 0;      // on the list; 0 unknown
  std::optional<double> fee_share;  // of the fees paid, that these recipients have; nullopt: the chain was not asked
  // Of the instance-hours in the stretch: how many were covered.
  double covered_hours = 0;
};

struct RegionNodes {
  int known = 0;        // endpoints that are listed
  int taking_part = 0;  // of them: with a release in the stretch
};

enum class PeakKind { kUnknown, kSampled /* most at a 5-minute instant, over all nodes together */, kUpperBound };

struct NetworkView {
  int64_t start_unix_seconds = 0;
  int64_t end_unix_seconds = 0;  // an hour, a UTC day, or seven UTC days
  Participation participation;

  // Average streams: media time over the stretch's time, all nodes together.
  Estimate streams;
  // As published, summed over nodes; and made consistent with each other by weighted least squares. Empty where no
  // release of the stretch gives them (an hour of nodes in the private modes).
  std::optional<std::array<Estimate, kRegionCount>> region_streams_published, region_streams;
  std::optional<std::array<Estimate, kCountryCount>> country_streams_published, country_streams;
  std::optional<std::array<Estimate, kRungCount>> encoded_pixels;           // pixels, by rung asked for
  std::optional<std::array<Estimate, kSourceRungCount>> source_streams;     // by rung of the source
  std::optional<std::array<Estimate, kPixelRateCount>> pixel_rate_streams;  // ladders, by megapixels a second

  PeakKind peak_kind = PeakKind::kUnknown;
  Estimate streams_peak;

  // Broadcasters are not additive: the largest single node's count, where one publishes it; and those that paid.
  std::optional<double> broadcasters_lower_bound;
  std::optional<double> broadcasters_paying;  // distinct senders of paid tickets

  // Nodes by the region of their address; nullopt without a database of countries. What comes from a region where none
  // takes part is unknown, not zero: only what nodes elsewhere served of it is counted.
  std::optional<std::array<RegionNodes, kRegionCount>> region_nodes;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_NETWORK_VIEW_H_
