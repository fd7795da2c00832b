// A clock that tests set.
#ifndef NODESTATS_TESTS_CRAWLER_COMMAND_TEST_CLOCK_H_
#define NODESTATS_TESTS_CRAWLER_COMMAND_TEST_CLOCK_H_

#include "absl/time/clock.h"
#include "base/clock.h"

namespace nodestats::crawler {

class TestClock final : public Clock {
 public:
  absl::Time Wall() const override { return absl::Now() + passed_ + ahead_; }
  SteadyTime Steady() const override { return SteadyNow() + passed_; }

  void Pass(absl::Duration time) { passed_ += time; }
  void SetWallAhead(absl::Duration ahead) { ahead_ = ahead; }

 private:
  absl::Duration passed_ = absl::ZeroDuration();
  absl::Duration ahead_ = absl::ZeroDuration();
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_COMMAND_TEST_CLOCK_H_
