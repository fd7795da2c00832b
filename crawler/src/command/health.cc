#include "command/health.h"

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

std::string Seconds(absl::Duration length) { return absl::FormatDuration(absl::Trunc(length, absl::Seconds(1))); }

}  // namespace

void Health::RoundBegins() {
  const MutexLock lock(&mutex_);
  round_begun_ = clock_.Steady();
  say_at_ = *round_begun_ + patience_;
}

void Health::RoundEnds() {
  const MutexLock lock(&mutex_);
  round_begun_.reset();
}

void Health::RoundIsStored() {
  const MutexLock lock(&mutex_);
  stored_ = clock_.Steady();
  failure_.clear();
}

void Health::RoundFails(const std::string& why) {
  const MutexLock lock(&mutex_);
  failure_ = why;
}

void Health::StoreIsDamaged(const std::string& how) {
  const MutexLock lock(&mutex_);
  damage_ = how;
}

std::string Health::Trouble() const {
  const MutexLock lock(&mutex_);
  if (!damage_.empty()) return damage_;
  const SteadyTime now = clock_.Steady();
  if (stored_.has_value() && now - *stored_ <= patience_) return "";
  const std::string since = stored_.has_value()
                                ? absl::StrCat("nothing was asked and stored for ", Seconds(now - *stored_))
                                : std::string("nothing was asked and stored yet");
  const std::string why = failure_.empty() ? RoundText() : failure_;
  return why.empty() ? since : absl::StrCat(since, ": ", why);
}

std::string Health::LongRound() {
  const MutexLock lock(&mutex_);
  if (!round_begun_.has_value() || clock_.Steady() < say_at_) return "";
  say_at_ = clock_.Steady() + patience_;
  return absl::StrCat(RoundText(),
                      ", which is longer than three times --interval: if it goes on, restart, and see "
                      "whether the disk, the name server and --rpc answer");
}

std::string Health::RoundText() const {
  if (!round_begun_.has_value()) return "";
  return absl::StrCat("a round has been under way for ", Seconds(clock_.Steady() - *round_begun_));
}

}  // namespace nodestats::crawler
