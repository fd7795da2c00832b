// The table of the open hour's streams.
#ifndef NODESTATS_RECORD_STREAM_TABLE_H_
#define NODESTATS_RECORD_STREAM_TABLE_H_

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

// What admits a stream to the table: asked once for each stream-hour.
struct Origin {
  uint64_t broadcaster;
  Place place;
};

// Streams active, by country.
struct ActiveStreams {
  uint32_t by_country[kCountryCount] = {};
};

// Holds the open hour's streams in 256 shards, each with its own lock and its own view of the time, so that a segment
// belongs to exactly one hour although the hours change shard by shard. Thread-safe, but for calls that change the
// time, which must not run together: Tick, CloseHour.
class StreamTable {
 public:
  // With `bounded`, keeps of each stream-hour all that the private modes publish, which takes a row for streams whose
  // segments all failed, too; and a stream-hour has one source.
  explicit StreamTable(uint32_t max_streams, bool bounded = false);
  ~StreamTable();

  // Counts a segment of `stream`. Errors: ECLOCK, EFULL.
  nodestats_status Record(uint64_t stream, const Measured& measured, absl::FunctionRef<Origin()> origin);

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

  uint32_t streams() { return rows_.admitted(parity_); }

 private:
  struct Shard;
  static constexpr uint32_t kShards = 256;

  uint32_t* SlotOf(Shard* shard, uint64_t stream);
  absl::Span<uint32_t> IndexOf(const Shard& shard);

  const uint32_t index_size_;  // slots of each shard, a power of two
  RowPool rows_;
  const bool bounded_;
  const std::unique_ptr<uint32_t[]> index_;  // kShards times index_size_ slots: a row's number + 1, or 0
  const std::unique_ptr<Shard[]> shards_;
  std::vector<uint32_t> closing_;  // rows of the shard that is being closed; held so that closing cannot fail
  uint32_t parity_ = 0;            // of the open hour
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_STREAM_TABLE_H_
