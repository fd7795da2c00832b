#include "command/stop.h"

#include <csignal>

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
  [[maybe_unused]] static const bool handled = [] {
    std::signal(SIGINT, RequestStop);
    std::signal(SIGTERM, RequestStop);
    return true;
  }();
  return stop_requested;
}

}  // namespace nodestats::crawler
