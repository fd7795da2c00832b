#include "record/stream_hour.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <type_traits>
#include <utility>

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

void StreamHour::Add(const Measured& measured, uint8_t source_rung, uint32_t now_ms) {
  const auto until_ms = static_cast<uint32_t>(now_ms + measured.duration_us / 1000 + kGraceMs);
  active_until_ms = std::max(active_until_ms, until_ms);
  const auto fits = [&] {
    const int64_t media = measured.duration_us >> shift;
    return media_by_source[source_rung] + media <= UINT32_MAX &&
           media_by_rate[measured.pixel_rate] + media <= UINT32_MAX;
  };
  while (!fits()) HalveUnits();
  const auto media = static_cast<uint32_t>(measured.duration_us >> shift);
  media_by_source[source_rung] += media;
  media_by_rate[measured.pixel_rate] += media;
}

uint8_t StreamHour::OneSource(const Measured& measured) {
  if (sourced) return source;
  const uint8_t rung = measured.SourceRung();
  if (rung == kUnknownRung) return rung;
  sourced = true;
  source = rung;
  std::swap(media_by_source[rung], media_by_source[kUnknownRung]);
  return rung;
}

// More than an hour of one class has been counted, so that the sum is cut to an hour anyway and only the proportions
// count: they lose a millionth.
void StreamHour::HalveUnits() {
  ++shift;
  for (uint32_t& media : media_by_source) media /= 2;
  for (uint32_t& media : media_by_rate) media /= 2;
}

void StreamHour::Settle(Tally* tally) const {
  const int64_t by_source = std::accumulate(std::begin(media_by_source), std::end(media_by_source), int64_t{0});
  const int64_t by_rate = std::accumulate(std::begin(media_by_rate), std::end(media_by_rate), int64_t{0});
  // In coarser units it is more than an hour, and might be more than an int64 holds in microseconds.
  const int64_t counted = shift > 0 ? kHourUs : std::min(by_source, kHourUs);
  if (counted == 0) return;
  tally->Add(kStreamsAverage, 0, counted);
  tally->Add(kCountryStreamsAverage, country, counted);
  tally->Add(kRegionStreamsAverage, RegionOfCountry(country), counted);
  if (cell != kNoCell) tally->Add(kCellStreamsAverage, cell, counted);
  Split(absl::MakeConstSpan(media_by_source), by_source, counted, (*tally)[kSourceStreamsAverage]);
  Split(absl::MakeConstSpan(media_by_rate), by_rate, counted, (*tally)[kPixelRateStreamsAverage]);
}

}  // namespace nodestats
