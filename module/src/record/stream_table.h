// The table of the open hour's streams.
#ifndef NODESTATS_RECORD_STREAM_TABLE_H_
#define NODESTATS_RECORD_STREAM_TABLE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "base/mutex.h"
#include "domain/countries.h"
#include "record/measure.h"
#include "record/row_pool.h"
#include "record/totals.h"

namespace nodestats {

// Where a stream comes from: what is asked only when a segment needs it, since most are of streams that are known.
struct Origin {
  absl::FunctionRef<uint64_t()> broadcaster;  // its keyed hash: of a stream that is new in this hour
  absl::FunctionRef<Place()> place;           // of a stream's first segment that does not fail, once it is admitted
};

// Segments that were not counted for want of a place, by what was full.
struct Refused {
  int64_t table = 0;
  int64_t broadcaster = 0;  // its part of the table
  int64_t failed = 0;       // the places of streams whose segments all failed, or the broadcaster's part of them
};

// Streams active, by country.
struct ActiveStreams {
  uint32_t by_country[kCountryCount] = {};
};

// Holds the open hour's streams in 256 shards, each with its own lock and its own view of the time, so that a segment
// belongs to exactly one hour although the hours change shard by shard. Thread-safe, but for calls that change the
// time, which must not run together: Tick, CloseHour.
// Who is admitted follows from the hour's segments alone. A stream is admitted with its first segment that does not
// fail, whatever failed before, so that segments that fail decide nothing but which failures are counted.
class StreamTable {
 public:
  // With `bounded`, keeps of each stream-hour all that the private modes publish, which takes a row for some streams
  // whose segments all failed, too.
  explicit StreamTable(uint32_t max_streams, bool bounded = false);
  ~StreamTable();

  // Counts a segment of `stream`. Errors: ECLOCK, EFULL.
  nodestats_status Record(uint64_t stream, const Measured& measured, const Origin& origin);

  // Counts the streams that were active up to now and, if `instant_ms` is not negative, those that are active then;
  // then moves the time. Times are in ms from the hour's start.
  void Tick(uint32_t now_ms, int64_t instant_ms, ActiveStreams* before, ActiveStreams* at_instant);

  // Ends the open hour, if there is one, and opens the next one, unless `next_now_ms` is negative: then none is open.
  // Calls `settle` for each stream of the ended hour and its last time, without any lock; returns the hour's sums.
  Totals CloseHour(int64_t next_now_ms, absl::FunctionRef<void(const StreamHour&, uint32_t last_ms)> settle);

  // Shows each stream of the open hour, under its shard's lock, and returns the hour's sums so far.
  Totals Peek(absl::FunctionRef<void(const StreamHour&, uint32_t now_ms)> see);

  // Of a stream-hour that is being shown; null where the table was not made for it.
  const BoundedHour* BoundedOf(const StreamHour& row) const { return rows_.BoundedOf(row); }

  // Without those whose segments all failed.
  uint32_t streams() { return rows_.admitted(parity_); }

  Refused refused() const;

 private:
  struct Shard;
  static constexpr uint32_t kShards = 256;

  uint32_t* SlotOf(Shard* shard, uint64_t stream);
  StreamHour* RowFor(Shard* shard, uint64_t stream, bool failed, const Origin& origin);
  StreamHour* NewRow(Shard* shard, uint32_t* slot, uint64_t stream, bool failed, const Origin& origin);
  StreamHour* Refuse(bool failed, Admission admission);
  absl::Span<uint32_t> IndexOf(const Shard& shard);

  const uint32_t index_size_;  // slots of each shard, a power of two
  RowPool rows_;
  const bool bounded_;
  const std::unique_ptr<uint32_t[]> index_;  // kShards times index_size_ slots: a row's number + 1, or 0
  const std::unique_ptr<Shard[]> shards_;
  std::vector<uint32_t> closing_;  // rows of the shard that is being closed; held so that closing cannot fail
  uint32_t parity_ = 0;            // of the open hour
  std::atomic<int64_t> refused_table_{0};
  std::atomic<int64_t> refused_broadcaster_{0};
  std::atomic<int64_t> refused_failed_{0};
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_STREAM_TABLE_H_
