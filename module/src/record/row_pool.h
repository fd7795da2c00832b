// The memory of all stream-hours, and the bounds on their number.
#ifndef NODESTATS_RECORD_ROW_POOL_H_
#define NODESTATS_RECORD_ROW_POOL_H_

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/types/span.h"
#include "base/mutex.h"
#include "record/bounded_hour.h"
#include "record/quota.h"
#include "record/stream_hour.h"

namespace nodestats {

// Hands out rows. Thread-safe; rows themselves are guarded by whoever holds them.
// While one hour is settled, the next one runs already. So that neither takes the other's place, each of the two has
// bounds of its own, and there is address space for both; since rows are used again, the last returned first, memory is
// touched for little more than one.
class RowPool {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Streams of which no segment succeeded so far have a few places of their own: segments that fail cost nobody
  // anything, and must not take places from those that do not. Where nothing is bounded they need no row.
  static uint32_t MaxFailed(uint32_t max_rows, bool bounded) { return bounded ? std::max(max_rows / 64, 64U) : 0; }

  RowPool(uint32_t max_rows, bool bounded)
      : max_rows_(size_t{max_rows} + MaxFailed(max_rows, bounded)),
        rows_(new StreamHour[2 * max_rows_]),
        bounded_(bounded ? new BoundedHour[2 * max_rows_] : nullptr),
        hours_{{max_rows, MaxFailed(max_rows, bounded)}, {max_rows, MaxFailed(max_rows, bounded)}} {}

  StreamHour& operator[](uint32_t row) { return rows_[row]; }

  // What else is kept of the stream-hour where contributions are bounded, else null.
  BoundedHour* BoundedOf(const StreamHour& row) const {
    return bounded_ == nullptr ? nullptr : &bounded_[&row - rows_.get()];
  }

  // Has a row that is read soon fetched from memory.
  void Prefetch(uint32_t row) const {
    const char* lines = reinterpret_cast<const char*>(&rows_[row]);
    __builtin_prefetch(lines);
    __builtin_prefetch(lines + sizeof(StreamHour) / 2);
    if (bounded_ == nullptr) return;
    lines = reinterpret_cast<const char*>(&bounded_[row]);
    __builtin_prefetch(lines);
    __builtin_prefetch(lines + sizeof(BoundedHour) - 1);
  }

  // A row for one more stream of the hour of this parity, of that broadcaster; kNone where *admission says why not.
  uint32_t Admit(uint32_t parity, uint64_t broadcaster, Admission* admission);

  // The same for a stream whose first segment failed.
  uint32_t AdmitFailed(uint32_t parity, uint64_t broadcaster, Admission* admission);

  // A place among the others for a stream that AdmitFailed() gave a row, which it keeps. Its place among those that
  // failed is not free again in this hour.
  Admission Promote(uint32_t parity, uint64_t broadcaster);

  // Takes rows back. They still count as admitted.
  void Return(absl::Span<const uint32_t> rows);

  // Lets the parity's next hour begin with no stream admitted.
  void StartHour(uint32_t parity);

  // Without those of which no segment succeeded.
  uint32_t admitted(uint32_t parity);

 private:
  struct Hour {
    Hour(uint32_t max_rows, uint32_t max_failed) : streams(max_rows), failed(max_failed) {}
    Quota streams;
    Quota failed;  // of streams whose first segment failed
  };

  uint32_t TakeRow() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t max_rows_;  // of one hour
  const std::unique_ptr<StreamHour[]> rows_;
  const std::unique_ptr<BoundedHour[]> bounded_;  // beside rows_, or null
  Mutex mutex_;
  Hour hours_[2] ABSL_GUARDED_BY(mutex_);
  uint32_t untouched_ ABSL_GUARDED_BY(mutex_) = 0;     // rows from here on were never handed out
  uint32_t returned_ ABSL_GUARDED_BY(mutex_) = kNone;  // the last one; it knows the one before
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_ROW_POOL_H_
