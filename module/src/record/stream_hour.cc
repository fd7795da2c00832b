#include "record/stream_hour.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <type_traits>

#include "domain/countries.h"
#include "geo/cell.h"
#include "record/split.h"

namespace nodestats {
namespace {

static_assert(std::is_trivially_default_constructible_v<StreamHour>);

}  // namespace

void StreamHour::Start(uint64_t stream_hash, uint64_t broadcaster_hash) {
  *this = StreamHour{};
  stream = stream_hash;
  broadcaster = broadcaster_hash;
}

void StreamHour::PlaceAt(const Place& place) {
  country = place.country;
  cell = place.cell;
  placed = true;
}

void StreamHour::Add(const Measured& measured, uint32_t now_ms) {
  const auto until_ms = static_cast<uint32_t>(now_ms + measured.duration_us / 1000 + kGraceMs);
  active_until_ms = std::max(active_until_ms, until_ms);
  while (media_by_rate[measured.pixel_rate] + (measured.duration_us >> shift) > UINT32_MAX) HalveUnits();
  media_by_rate[measured.pixel_rate] += static_cast<uint32_t>(measured.duration_us >> shift);
  source.Add(measured);
}

// More than an hour of one class has been counted, so that the sum is cut to an hour anyway and only the proportions
// count: they lose a millionth.
void StreamHour::HalveUnits() {
  ++shift;
  for (uint32_t& media : media_by_rate) media /= 2;
}

void StreamHour::Settle(Tally* tally) const {
  const int64_t by_rate = std::accumulate(std::begin(media_by_rate), std::end(media_by_rate), int64_t{0});
  // In coarser units it is more than an hour, and might be more than an int64 holds in microseconds.
  const int64_t counted = shift > 0 ? kHourUs : std::min(by_rate, kHourUs);
  if (counted == 0) return;
  tally->Add(kStreamsAverage, 0, counted);
  tally->Add(kCountryStreamsAverage, country, counted);
  tally->Add(kRegionStreamsAverage, RegionOfCountry(country), counted);
  if (cell != kNoCell) tally->Add(kCellStreamsAverage, cell, counted);
  tally->Add(kSourceStreamsAverage, source.Rung(), counted);
  Split(absl::MakeConstSpan(media_by_rate), by_rate, counted, (*tally)[kPixelRateStreamsAverage]);
}

}  // namespace nodestats
