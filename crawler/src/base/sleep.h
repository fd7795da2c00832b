// Waiting that can be ended.
#ifndef NODESTATS_CRAWLER_BASE_SLEEP_H_
#define NODESTATS_CRAWLER_BASE_SLEEP_H_

#include <atomic>

#include "base/clock.h"

namespace nodestats::crawler {

inline const std::atomic<bool> kNeverStop{false};

// Sleeps until then, or until soon after `stop` was set. Returns whether it was not.
bool SleepUntil(SteadyTime time, const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_SLEEP_H_
