// Which hour is open, as told by a clock that may stop, jump or go back.
#ifndef NODESTATS_HOUR_CLOCK_H_
#define NODESTATS_HOUR_CLOCK_H_

#include <cstdint>

#include "domain/windows.h"

namespace nodestats {

inline constexpr int64_t kMaxGapMs = 60'000;  // a longer gap or step, either way, drops the open hour

// What one reading of the clock changes.
struct HourStep {
  bool ended = false;    // the hour that was open is over
  bool covered = false;  // and ran from boundary to boundary
  bool started = false;  // another one is open
};

// All times are Unix milliseconds. Not thread-safe.
class HourClock {
 public:
  // Reads the clock. No hour that begins before `newest_end_ms`, the end of the newest release, is opened, and one that
  // is open is dropped.
  HourStep Advance(int64_t reading_ms, int64_t newest_end_ms);

  bool running() const { return running_; }  // whether it was ever read
  int64_t now_ms() const { return now_ms_; }
  bool open() const { return open_; }
  bool whole() const { return open_ && whole_; }  // the open hour began at its boundary
  int64_t hour_start_ms() const { return hour_start_ms_; }
  int64_t hour_end_ms() const { return hour_start_ms_ + kHourMs; }

 private:
  bool running_ = false;
  bool open_ = false;
  bool whole_ = false;
  int64_t reading_ms_ = 0;
  int64_t now_ms_ = 0;  // the readings, but for small steps back, during which it stands still
  int64_t hour_start_ms_ = 0;
};

}  // namespace nodestats

#endif  // NODESTATS_HOUR_CLOCK_H_
