#include "domain/vectors.h"

#include <array>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"
#include "geo/cell.h"

namespace nodestats {
namespace {

constexpr uint8_t kH = 1 << kHour;
constexpr uint8_t kB = 1 << kBlock;
constexpr uint8_t kD = 1 << kDay;
constexpr uint8_t kAll = kH | kB | kD;

// The last three columns: stream-hour, stream-day, binned.
constexpr VectorSpec kVectors[] = {
    {"streams_average", "Streams served, as media time over the covered time.", "streams", Domain::kNone, Domain::kNone,
     Combine::kAverage, kHourUs, {kH, kD, kAll}},
    {"streams_peak", "Most streams active at once.", "streams", Domain::kNone, Domain::kNone,
     Combine::kPeak, 1, {kH, kD, kAll}},
    {"region_streams_average", "Streams by the gateway's UN region.", "streams", Domain::kNone, Domain::kRegion,
     Combine::kAverage, kHourUs, {kB | kD, kD, kAll}},
    {"region_streams_peak", "Most streams of a region active at once.", "streams", Domain::kNone, Domain::kRegion,
     Combine::kPeak, 1, {0, 0, kAll}},
    {"country_streams_average", "Streams by the gateway's country.", "streams", Domain::kNone, Domain::kCountry,
     Combine::kAverage, kHourUs, {kD, kD, kAll}},
    {"country_streams_peak", "Most streams of a country active at once.", "streams", Domain::kNone, Domain::kCountry,
     Combine::kPeak, 1, {0, 0, kAll}},
    {"streams_at_instant", "Streams active at a minute of the hour.", "streams", Domain::kNone, Domain::kInstant,
     Combine::kInstants, 1, {0, 0, kH}},
    {"region_streams_at_instant", "Streams of a region active at a minute of the hour.", "streams", Domain::kInstant,
     Domain::kRegion, Combine::kInstants, 1, {0, 0, kH}},
    {"country_streams_at_instant", "Streams of a country active at a minute of the hour.", "streams", Domain::kInstant,
     Domain::kCountry, Combine::kInstants, 1, {0, 0, kH}},
    {"source_streams_average", "Streams by the rung of their source.", "streams", Domain::kNone, Domain::kSourceRung,
     Combine::kAverage, kHourUs, {kD, kD, kAll}},
    {"pixel_rate_streams_average", "Streams by megapixels encoded for each second of media.", "streams", Domain::kNone,
     Domain::kPixelRate, Combine::kAverage, kHourUs, {kD, kD, kAll}},
    {"cell_streams_average", "Streams by 5 degree cell, named by its south-west corner.", "streams", Domain::kNone,
     Domain::kCell, Combine::kAverage, kHourUs, {0, 0, kAll}},
    {"encoded_pixels", "Pixels encoded, by the rung asked for.", "pixels", Domain::kNone, Domain::kRung,
     Combine::kSum, 1, {kD, kD, kAll}},
    {"decoded_pixels", "Pixels decoded.", "pixels", Domain::kNone, Domain::kNone, Combine::kSum, 1, {0, 0, kAll}},
    {"media_seconds", "Media time transcoded.", "seconds", Domain::kNone, Domain::kNone,
     Combine::kSum, 1000 * 1000, {0, 0, kAll}},
    {"input_bytes", "Bytes of source segments.", "bytes", Domain::kNone, Domain::kNone,
     Combine::kSum, 1, {0, 0, kAll}},
    {"output_bytes", "Bytes of renditions.", "bytes", Domain::kNone, Domain::kNone, Combine::kSum, 1, {0, 0, kAll}},
    {"segments", "Segments by outcome and by speed against real time.", "segments", Domain::kOutcome, Domain::kSpeed,
     Combine::kSum, 1, {kD, kD, kAll}},
    {"country_broadcasters", "Distinct broadcasters by the gateway's country.", "broadcasters", Domain::kNone,
     Domain::kCountry, Combine::kDistinct, 1, {0, 0, kD}},
    {"region_broadcasters", "Distinct broadcasters by the gateway's UN region.", "broadcasters", Domain::kNone,
     Domain::kRegion, Combine::kDistinct, 1, {0, 0, kD}},
};
static_assert(sizeof kVectors / sizeof kVectors[0] == kVectorCount);

struct DomainSpec {
  std::string_view name;
  std::string_view label;
  int size;
  const std::string_view* keys;  // null where a function names them
};

constexpr DomainSpec kDomains[kDomainCount] = {
    {"", "", 1, nullptr},
    {"country", "country", kCountryCount, nullptr},
    {"region", "region", kRegionCount, nullptr},
    {"rung", "rung", kRungCount, kRungNames},
    {"source_rung", "rung", kSourceRungCount, kRungNames},
    {"pixel_rate", "pixel_rate", kPixelRateCount, kPixelRateNames},
    {"outcome", "outcome", kOutcomeCount, kOutcomeNames},
    {"speed", "speed", kSpeedCount, kSpeedNames},
    {"instant", "instant", kInstantCount, kInstantNames},
    {"cell", "cell", kCellCount, nullptr},
};

const DomainSpec& SpecOf(Domain domain) { return kDomains[static_cast<int>(domain)]; }

}  // namespace

std::string_view DomainName(Domain domain) { return SpecOf(domain).name; }
std::string_view LabelName(Domain domain) { return SpecOf(domain).label; }
int DomainSize(Domain domain) { return SpecOf(domain).size; }

std::string_view DomainKey(Domain domain, int key) {
  if (domain == Domain::kCountry) return CountryCode(key);
  if (domain == Domain::kRegion) return RegionName(key);
  const std::string_view* keys = SpecOf(domain).keys;
  return keys == nullptr ? std::string_view() : keys[key];
}

const VectorSpec& SpecOf(VectorId id) { return kVectors[id]; }

size_t OffsetOf(int id) {
  static const auto offsets = [] {
    std::array<size_t, kVectorCount + 1> sums{};
    for (int i = 0; i < kVectorCount; ++i) sums[i + 1] = sums[i] + static_cast<size_t>(kVectors[i].size());
    return sums;
  }();
  return offsets[static_cast<size_t>(id)];
}

}  // namespace nodestats
