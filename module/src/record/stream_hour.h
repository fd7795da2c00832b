// What one stream did in one hour: the unit in which contributions are bounded.
#ifndef NODESTATS_RECORD_STREAM_HOUR_H_
#define NODESTATS_RECORD_STREAM_HOUR_H_

#include <cstdint>

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "geo/place.h"
#include "hour/tally.h"
#include "record/measure.h"
#include "record/source_evidence.h"

namespace nodestats {

inline constexpr int64_t kGraceMs = 10'000;  // a stream stays active this long after its last segment's media

// Two cache lines for each stream-hour; plain data, so that a table of them costs memory only where it is used.
struct alignas(64) StreamHour {
  uint64_t stream;           // keyed hash
  uint64_t broadcaster;      // keyed hash
  SourceEvidence source;     // of the whole hour's one source
  uint32_t active_until_ms;  // from the hour's start; in the hour, a stream is active before it
  uint16_t cell;             // place of the stream's first segment in the hour
  uint8_t country;           // likewise
  uint8_t shift;             // media times below are in units of 2^shift us
  bool placed;               // whether it had a segment that has a place: one that did not fail, and was counted
  uint32_t media_by_rate[kPixelRateCount];
  uint32_t returned_before;  // used by the pool of rows, while nobody holds this one

  void Start(uint64_t stream_hash, uint64_t broadcaster_hash);

  // Before the first Add().
  void PlaceAt(const Place& place);

  // Counts a segment that arrives at `now_ms` from the hour's start.
  void Add(const Measured& measured, uint32_t now_ms);

  // Adds this stream-hour's averages, at most an hour in all, to `tally`.
  void Settle(Tally* tally) const;

 private:
  void HalveUnits();
};
static_assert(sizeof(StreamHour) == 128);

}  // namespace nodestats

#endif  // NODESTATS_RECORD_STREAM_HOUR_H_
