// Whether a crawler that serves does its work, for /readyz and the log.
#ifndef NODESTATS_CRAWLER_COMMAND_HEALTH_H_
#define NODESTATS_CRAWLER_COMMAND_HEALTH_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace nodestats::crawler {

// All is well while the last round whose answers were stored is at most three intervals old. Thread-safe.
class Health {
 public:
  static constexpr int kIntervals = 3;

  Health(absl::Duration interval, const Clock& clock) : patience_(kIntervals * interval), clock_(clock) {}

  void RoundBegins();
  void RoundEnds();
  void RoundIsStored();
  void RoundFails(const std::string& why);
  void StoreIsDamaged(const std::string& how);  // for good

  // Why it does not do its work, in a line; empty where it does.
  std::string Trouble() const;
  // Says of a round that it takes long: once for each three intervals that it does, else empty.
  std::string LongRound();

 private:
  std::string RoundText() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const absl::Duration patience_;
  const Clock& clock_;
  mutable Mutex mutex_;
  std::optional<SteadyTime> round_begun_ ABSL_GUARDED_BY(mutex_);
  std::optional<SteadyTime> stored_ ABSL_GUARDED_BY(mutex_);
  SteadyTime say_at_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteDuration();
  std::string failure_ ABSL_GUARDED_BY(mutex_);  // of the last round; empty where it went well
  std::string damage_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_HEALTH_H_
