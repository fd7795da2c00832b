#include "base/clock.h"

#include <ctime>

#include "absl/time/clock.h"

namespace nodestats::crawler {

SteadyTime SteadyNow() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return absl::DurationFromTimespec(time);
}

absl::Time Clock::Wall() const { return absl::Now(); }

}  // namespace nodestats::crawler
