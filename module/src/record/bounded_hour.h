// What else one stream did in one hour, where its contribution has to be bounded.
#ifndef NODESTATS_RECORD_BOUNDED_HOUR_H_
#define NODESTATS_RECORD_BOUNDED_HOUR_H_

#include <cstdint>

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "hour/tally.h"
#include "record/measure.h"

namespace nodestats {

inline constexpr int64_t kMilliPixelsMost = 6000;    // thousandths of nominal streams' pixels, all rungs together
inline constexpr int64_t kMilliOutcomesMost = 1000;  // thousandths of a stream, shared out over its segments

// Beside each StreamHour of a table with bounds; plain data.
struct BoundedHour {
  // Encoded, in units of 2^-29 of an hour of the rung's nominal stream. Pixels beyond six such hours in all do not
  // count: it is the first that do.
  uint32_t pixels[kRungCount];
  uint16_t segments[kOutcomeCount * kSpeedCount];  // likewise the first 65,535

  void Add(const Measured& measured);

  // Adds this stream-hour's pixels and outcomes to `tally`.
  void Settle(Tally* tally) const;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_BOUNDED_HOUR_H_
