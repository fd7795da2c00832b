// The memory of all stream-hours, and the bound on their number.
#ifndef NODESTATS_RECORD_ROW_POOL_H_
#define NODESTATS_RECORD_ROW_POOL_H_

#include <cstdint>
#include <memory>

#include "absl/types/span.h"
#include "base/mutex.h"
#include "record/bounded_hour.h"
#include "record/stream_hour.h"

namespace nodestats {

// Hands out rows. Thread-safe; rows themselves are guarded by whoever holds them.
// While one hour is settled, the next one runs already. So that neither takes the other's place, each of the two has a
// bound of its own, and there is address space for both; since rows are used again, the last returned first, memory is
// touched for little more than one.
class RowPool {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  RowPool(uint32_t max_rows, bool bounded)
      : max_rows_(max_rows),
        rows_(new StreamHour[size_t{2} * max_rows]),
        bounded_(bounded ? new BoundedHour[size_t{2} * max_rows] : nullptr) {}

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

  // A row for one more stream of the hour of this parity, or kNone where the hour has all that it may have.
  uint32_t Admit(uint32_t parity);

  // Takes rows back. They still count as admitted.
  void Return(absl::Span<const uint32_t> rows);

  // Lets the parity's next hour begin with no stream admitted.
  void StartHour(uint32_t parity);

  uint32_t admitted(uint32_t parity);

 private:
  const uint32_t max_rows_;
  const std::unique_ptr<StreamHour[]> rows_;
  const std::unique_ptr<BoundedHour[]> bounded_;  // beside rows_, or null
  Mutex mutex_;
  uint32_t admitted_[2] ABSL_GUARDED_BY(mutex_) = {0, 0};
  uint32_t untouched_ ABSL_GUARDED_BY(mutex_) = 0;     // rows from here on were never handed out
  uint32_t returned_ ABSL_GUARDED_BY(mutex_) = kNone;  // the last one; it knows the one before
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_ROW_POOL_H_
