#include "hour/clock.h"

#include <algorithm>
#include <cstdlib>

namespace nodestats {

HourStep HourClock::Advance(int64_t reading_ms, int64_t newest_end_ms) {
  const bool jump = !running_ || std::abs(reading_ms - reading_ms_) > kMaxGapMs || now_ms_ - reading_ms > kMaxGapMs;
  const int64_t before_ms = now_ms_;
  reading_ms_ = reading_ms;
  now_ms_ = jump ? reading_ms : std::max(now_ms_, reading_ms);
  running_ = true;

  HourStep step;
  const bool released = open_ && hour_start_ms_ < newest_end_ms;  // by an earlier process, which is known only now
  if (open_ && (jump || released || now_ms_ >= hour_end_ms())) {
    step.ended = true;
    step.covered = !jump && !released && whole_;
    open_ = false;
  }
  const int64_t start_ms = AlignedStart(now_ms_, kHourMs);
  if (!open_ && start_ms >= newest_end_ms) {
    whole_ = now_ms_ == start_ms || (!jump && before_ms < start_ms);
    hour_start_ms_ = start_ms;
    open_ = true;
    step.started = true;
  }
  return step;
}

}  // namespace nodestats
