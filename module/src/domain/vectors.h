// The table of what is published: each vector, what it runs over, and into which windows it goes in which mode.
#ifndef NODESTATS_DOMAIN_VECTORS_H_
#define NODESTATS_DOMAIN_VECTORS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domain/windows.h"

namespace nodestats {

enum class Mode : int { kStreamHour = 0, kStreamDay = 1, kBinned = 2 };
inline constexpr int kModeCount = 3;

// What a vector has one figure for. `kNone` is a single figure.
enum class Domain : int { kNone, kCountry, kRegion, kRung, kSourceRung, kPixelRate, kOutcome, kSpeed, kInstant, kCell };
inline constexpr int kDomainCount = 10;

std::string_view DomainName(Domain domain);  // in the protobuf form
std::string_view LabelName(Domain domain);   // in the Prometheus forms
int DomainSize(Domain domain);               // 1 for kNone
std::string_view DomainKey(Domain domain, int key);

// How the hours of a window make its figure.
enum class Combine : int {
  kSum,       // the sum of its hours
  kAverage,   // the same, divided by the number of covered hours
  kPeak,      // the largest of its hours
  kInstants,  // one value for each instant of the only hour
  kDistinct   // the union of its hours
};

enum VectorId : int {
  kStreamsAverage,
  kStreamsPeak,
  kRegionStreamsAverage,
  kRegionStreamsPeak,
  kCountryStreamsAverage,
  kCountryStreamsPeak,
  kStreamsAtInstant,
  kRegionStreamsAtInstant,
  kCountryStreamsAtInstant,
  kSourceStreamsAverage,
  kPixelRateStreamsAverage,
  kCellStreamsAverage,
  kEncodedPixels,
  kDecodedPixels,
  kMediaSeconds,
  kInputBytes,
  kOutputBytes,
  kSegments,
  kOutcomeStreams,
  kCountryBroadcasters,
  kRegionBroadcasters,
  kVectorCount
};

struct VectorSpec {
  std::string_view name;  // of the metric, without its prefix
  std::string_view unit;
  Domain outer;
  Domain inner;
  Combine combine;
  int64_t divisor;              // of a value that is an integer, to give the unit
  uint8_t windows[kModeCount];  // bit 1 << Window for each window it goes into
  std::string_view help;

  constexpr bool GoesInto(Window window, Mode mode) const {
    return (windows[static_cast<int>(mode)] >> window & 1) != 0;
  }
  int size() const { return DomainSize(outer) * DomainSize(inner); }
  bool sparse() const { return inner == Domain::kCell; }
};

// Whether `mode` publishes anything of windows of this length.
bool Publishes(Mode mode, Window window);

// The table, in the order of VectorId and of publication.
const VectorSpec& SpecOf(VectorId id);

// Place of each vector's first value in a row of all vectors' values; the last one is the row's length.
using VectorOffsets = std::array<size_t, kVectorCount + 1>;
extern const VectorOffsets kOffsets;

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_VECTORS_H_
