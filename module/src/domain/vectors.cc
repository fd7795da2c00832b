#include "domain/vectors.h"

#include <algorithm>
#include <iterator>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"
#include "geo/cell.h"

namespace nodestats {
namespace {

using C = Combine;
using D = Domain;

constexpr uint8_t kH = 1 << kHour;
constexpr uint8_t kB = 1 << kBlock;
constexpr uint8_t kD = 1 << kDay;
constexpr uint8_t kAll = kH | kB | kD;
constexpr int64_t kMilli = 1000;

// clang-format off
constexpr VectorSpec kVectors[] = {
    // name, unit, runs over, combined by, divisor, windows in stream-hour, stream-day, binned; help
    {"streams_average", "streams", D::kNone, D::kNone, C::kAverage, kHourUs, {kH, kD, kAll},
     "Streams served, as media time over the covered time."},
    {"streams_peak", "streams", D::kNone, D::kNone, C::kPeak, 1, {kH, kD, kAll},
     "Most streams active at once."},
    {"region_streams_average", "streams", D::kNone, D::kRegion, C::kAverage, kHourUs, {kB | kD, kD, kAll},
     "Streams by the gateway's UN region."},
    {"region_streams_peak", "streams", D::kNone, D::kRegion, C::kPeak, 1, {0, 0, kAll},
     "Most streams of a region active at once."},
    {"country_streams_average", "streams", D::kNone, D::kCountry, C::kAverage, kHourUs, {kD, kD, kAll},
     "Streams by the gateway's country."},
    {"country_streams_peak", "streams", D::kNone, D::kCountry, C::kPeak, 1, {0, 0, kAll},
     "Most streams of a country active at once."},
    {"streams_at_instant", "streams", D::kNone, D::kInstant, C::kInstants, 1, {0, 0, kH},
     "Streams active at a minute of the hour."},
    {"region_streams_at_instant", "streams", D::kInstant, D::kRegion, C::kInstants, 1, {0, 0, kH},
     "Streams of a region active at a minute of the hour."},
    {"country_streams_at_instant", "streams", D::kInstant, D::kCountry, C::kInstants, 1, {0, 0, kH},
     "Streams of a country active at a minute of the hour."},
    {"source_streams_average", "streams", D::kNone, D::kSourceRung, C::kAverage, kHourUs, {kD, kD, kAll},
     "Streams by the rung of their source."},
    {"pixel_rate_streams_average", "streams", D::kNone, D::kPixelRate, C::kAverage, kHourUs, {kD, kD, kAll},
     "Streams by megapixels encoded for each second of media."},
    {"cell_streams_average", "streams", D::kNone, D::kCell, C::kAverage, kHourUs, {0, 0, kAll},
     "Streams by 5 degree cell, named by its south-west corner."},
    {"encoded_pixels", "pixels", D::kNone, D::kRung, C::kSum, 1, {kD, kD, kAll},
     "Pixels encoded, by the rung asked for."},
    {"decoded_pixels", "pixels", D::kNone, D::kNone, C::kSum, 1, {0, 0, kAll},
     "Pixels decoded."},
    {"media_seconds", "seconds", D::kNone, D::kNone, C::kSum, 1'000'000, {0, 0, kAll},
     "Media time transcoded."},
    {"input_bytes", "bytes", D::kNone, D::kNone, C::kSum, 1, {0, 0, kAll},
     "Bytes of source segments."},
    {"output_bytes", "bytes", D::kNone, D::kNone, C::kSum, 1, {0, 0, kAll},
     "Bytes of renditions."},
    {"segments", "segments", D::kOutcome, D::kSpeed, C::kSum, 1, {0, 0, kAll},
     "Segments by outcome and by speed against real time."},
    {"outcome_streams", "streams", D::kOutcome, D::kSpeed, C::kAverage, kMilli, {kD, kD, 0},
     "Streams present in an hour, each shared out over the outcomes and speeds of its segments."},
    {"country_broadcasters", "broadcasters", D::kNone, D::kCountry, C::kDistinct, 1, {0, 0, kD},
     "Distinct broadcasters by the gateway's country."},
    {"region_broadcasters", "broadcasters", D::kNone, D::kRegion, C::kDistinct, 1, {0, 0, kD},
     "Distinct broadcasters by the gateway's UN region."},
};
// clang-format on
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

constexpr const DomainSpec& SpecOf(Domain domain) { return kDomains[static_cast<int>(domain)]; }

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

bool Publishes(Mode mode, Window window) {
  return std::any_of(std::begin(kVectors), std::end(kVectors),
                     [&](const VectorSpec& spec) { return spec.GoesInto(window, mode); });
}

namespace {

constexpr VectorOffsets MakeOffsets() {
  VectorOffsets offsets{};
  for (size_t i = 0; i < kVectorCount; ++i) {
    const int size = SpecOf(kVectors[i].outer).size * SpecOf(kVectors[i].inner).size;
    offsets[i + 1] = offsets[i] + static_cast<size_t>(size);
  }
  return offsets;
}

}  // namespace

constexpr VectorOffsets kOffsets = MakeOffsets();

}  // namespace nodestats
