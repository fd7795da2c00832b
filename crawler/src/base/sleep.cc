#include "base/sleep.h"

#include <algorithm>

#include "absl/time/clock.h"

namespace nodestats::crawler {

bool SleepUntil(SteadyTime time, const std::atomic<bool>& stop) {
  constexpr absl::Duration kStep = absl::Milliseconds(100);
  while (!stop) {
    const absl::Duration left = time - SteadyNow();
    if (left <= absl::ZeroDuration()) return true;
    absl::SleepFor(std::min(left, kStep));
  }
  return false;
}

}  // namespace nodestats::crawler
