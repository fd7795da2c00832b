// The two times: the steady one for intervals, ages and deadlines, the wall's for stamps and windows.
#ifndef NODESTATS_CRAWLER_BASE_CLOCK_H_
#define NODESTATS_CRAWLER_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace nodestats::crawler {

// Since the machine's start, also while it slept. Nobody sets it, while the wall clock may be corrected by hours.
using SteadyTime = absl::Duration;
SteadyTime SteadyNow();

// Of the system; tests have clocks that they set. Thread-safe.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  virtual absl::Time Wall() const;
  virtual SteadyTime Steady() const { return SteadyNow(); }
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_CLOCK_H_
