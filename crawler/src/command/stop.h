// Ctrl-C and the like.
#ifndef NODESTATS_CRAWLER_COMMAND_STOP_H_
#define NODESTATS_CRAWLER_COMMAND_STOP_H_

#include <atomic>

namespace nodestats::crawler {

// Set by SIGINT and SIGTERM, from the first call on. A second signal ends the process at once.
const std::atomic<bool>& StopSignal();

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_STOP_H_
