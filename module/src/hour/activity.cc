#include "hour/activity.h"

#include <algorithm>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"

namespace nodestats {
namespace {

struct Places {
  explicit Places(const ActiveStreams& active) {
    for (int country = 0; country < kCountryCount; ++country) {
      node += active.by_country[country];
      by_region[RegionOfCountry(country)] += active.by_country[country];
    }
  }
  int64_t node = 0;
  int64_t by_region[kRegionCount] = {};
};

void Raise(int64_t* peak, int64_t value) { *peak = std::max(*peak, value); }

}  // namespace

void RaisePeaks(const ActiveStreams& active, Tally* tally) {
  const Places places(active);
  const absl::Span<int64_t> regions = (*tally)[kRegionStreamsPeak];
  const absl::Span<int64_t> countries = (*tally)[kCountryStreamsPeak];
  Raise(&(*tally)[kStreamsPeak][0], places.node);
  for (size_t i = 0; i < regions.size(); ++i) Raise(&regions[i], places.by_region[i]);
  for (size_t i = 0; i < countries.size(); ++i) Raise(&countries[i], active.by_country[i]);
}

void SetInstant(const ActiveStreams& active, int instant, Tally* tally) {
  const Places places(active);
  const auto row = static_cast<size_t>(instant);
  (*tally)[kStreamsAtInstant][row] = places.node;
  const auto regions = (*tally)[kRegionStreamsAtInstant].subspan(row * kRegionCount, kRegionCount);
  const auto countries = (*tally)[kCountryStreamsAtInstant].subspan(row * kCountryCount, kCountryCount);
  std::copy(std::begin(places.by_region), std::end(places.by_region), regions.begin());
  std::copy(std::begin(active.by_country), std::end(active.by_country), countries.begin());
}

int InstantBetween(int64_t before_ms, int64_t now_ms) {
  const int64_t reached = std::min<int64_t>(now_ms / kInstantStepMs, kInstantCount);
  return before_ms / kInstantStepMs < reached ? static_cast<int>(reached) - 1 : -1;
}

int64_t InstantMs(int instant) {
  const int64_t at_ms = (instant + 1) * kInstantStepMs;
  return instant == kInstantCount - 1 ? at_ms - 1 : at_ms;
}

}  // namespace nodestats
