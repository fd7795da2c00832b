// What else one stream did in one hour, where its contribution has to be bounded.
#ifndef NODESTATS_RECORD_BOUNDED_HOUR_H_
#define NODESTATS_RECORD_BOUNDED_HOUR_H_

#include <cstdint>

#include "absl/types/span.h"
#include "domain/buckets.h"
#include "domain/rungs.h"
#include "hour/tally.h"
#include "record/measure.h"

namespace nodestats {

inline constexpr int64_t kMilliPixelsMost = 6000;    // thousandths of nominal streams' pixels, all rungs together
inline constexpr int64_t kMilliOutcomesMost = 1000;  // thousandths of a stream, shared out over its segments

// Beside each StreamHour of a table with bounds; plain data.
struct BoundedHour {
  uint32_t pixels[kRungCount];                     // encoded, in 2^-29 of an hour of the rung's nominal stream
  uint16_t segments[kOutcomeCount * kSpeedCount];  // these and the pixels stay at the largest number that they hold

  void Add(const Measured& measured);

  // Adds this stream-hour's pixels, at most six nominal streams' in all, and its outcomes to `tally`.
  void Settle(Tally* tally) const;

 private:
  void SettlePixels(absl::Span<int64_t> out) const;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_BOUNDED_HOUR_H_
