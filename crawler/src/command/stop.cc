#include "command/stop.h"

#include <algorithm>
#include <csignal>

#include "absl/time/clock.h"

namespace nodestats::crawler {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may write it

extern "C" void RequestStop(int signal_number) {
  stop_requested = true;
  std::signal(signal_number, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& StopSignal() {
  std::signal(SIGINT, RequestStop);
  std::signal(SIGTERM, RequestStop);
  return stop_requested;
}

bool SleepUntil(absl::Time time, const std::atomic<bool>& stop) {
  constexpr absl::Duration kStep = absl::Milliseconds(100);
  while (!stop) {
    const absl::Duration left = time - absl::Now();
    if (left <= absl::ZeroDuration()) return true;
    absl::SleepFor(std::min(left, kStep));
  }
  return false;
}

}  // namespace nodestats::crawler
