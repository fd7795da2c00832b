// Ctrl-C and the like.
#ifndef NODESTATS_CRAWLER_COMMAND_STOP_H_
#define NODESTATS_CRAWLER_COMMAND_STOP_H_

#include <atomic>

#include "absl/time/time.h"

namespace nodestats::crawler {

// Set by SIGINT and SIGTERM, from the first call on. A second signal ends the process at once.
const std::atomic<bool>& StopSignal();

// Sleeps until then, or until `stop` is set. Returns whether it was not.
bool SleepUntil(absl::Time time, const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_STOP_H_
