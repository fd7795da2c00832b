// Keeps the open hour: segments and time go in, covered hours come out.
#ifndef NODESTATS_HOUR_HOUR_BOOK_H_
#define NODESTATS_HOUR_HOUR_BOOK_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "hour/clock.h"
#include "hour/tally.h"
#include "record/stream_table.h"

namespace nodestats {

// An hour that ran from boundary to boundary.
struct CoveredHour {
  int64_t start_ms = 0;
  Tally tally;
};

// `table()` is thread-safe; the other calls must not run together.
class HourBook {
 public:
  explicit HourBook(uint32_t max_streams, Mode mode = Mode::kBinned)
      : bounded_(mode != Mode::kBinned), table_(max_streams, bounded_) {}

  StreamTable& table() { return table_; }
  const HourClock& clock() const { return clock_; }

  // Reads the clock. Where this ends a covered hour, shows each of its streams to `settled` and gives the hour, valid
  // until the next call; else null. No hour is open that begins before `newest_end_ms`, and none is opened that begins
  // before a covered hour's end.
  const CoveredHour* Advance(int64_t now_ms, int64_t newest_end_ms, absl::FunctionRef<void(const StreamHour&)> settled);

  // The open hour so far, as if it were closed now, but for its instants; and the streams that are active.
  Tally Peek(ActiveStreams* active);

  // Exact sums of all hours up to now, dropped ones too.
  Totals Lifetime();

 private:
  void Tick(int64_t before_ms);
  void Close(bool covered, int64_t next_now_ms, absl::FunctionRef<void(const StreamHour&)> settled);

  const bool bounded_;
  StreamTable table_;
  HourClock clock_;
  Tally open_;  // peaks and instants of the open hour
  CoveredHour closed_;
  int64_t covered_end_ms_ = 0;  // of the last covered hour
  Totals past_;                 // sums of all hours before the open one
};

}  // namespace nodestats

#endif  // NODESTATS_HOUR_HOUR_BOOK_H_
