#include "command/round.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/keccak.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kBatch = 256;             // nodes in a transaction
constexpr int64_t kBatchBytes = 32 << 20;  // likewise
constexpr int kHoursOfDay = 24;
constexpr int64_t kHourSeconds = 3600;
constexpr int64_t kMostPatienceS = 50 * 60;  // whatever a node says: each is asked in every hour

// When a round began, by both clocks.
struct Moment {
  explicit Moment(const Clock& clock) : wall_s(absl::ToUnixSeconds(clock.Wall())), steady(clock.Steady()) {}
  const int64_t wall_s;
  const SteadyTime steady;
};

// Gathers answers into batches, stores these, and then notes what they say. Not thread-safe: answers come one at a
// time.
class Saver {
 public:
  Saver(Store& store, Moment begun, NextRelease& next, Round& round)
      : store_(store), begun_(begun), next_(next), round_(round) {}

  void Add(Fetched fetched) {
    batch_bytes_ += fetched.received_bytes;
    batch_.push_back(std::move(fetched));
    if (batch_.size() >= kBatch || batch_bytes_ >= kBatchBytes) Flush();
  }

  void Flush() {
    if (batch_.empty() || !status_.ok()) return;
    const absl::StatusOr<Saved> saved = store_.Save(batch_);
    if (saved.ok()) {
      for (const Fetched& each : batch_) NoteStored(each);
      round_.saved.added += saved->added;
      round_.saved.known += saved->known;
      round_.saved.contradicting += saved->contradicting;
    }
    status_ = saved.status();
    batch_.clear();
    batch_bytes_ = 0;
  }

  const absl::Status& status() const { return status_; }

 private:
  void NoteStored(const Fetched& fetched) {
    ++round_.reasons[static_cast<size_t>(fetched.reason)];
    round_.received_bytes += fetched.received_bytes;
    if (fetched.endpoint.address.empty()) return;  // a name that leads nowhere
    ++round_.asked;
    // Until there is something new, or as long as the node wants to be left alone.
    const int64_t wait_s = fetched.reason == Reason::kNone ? fetched.next_release_unix_seconds - begun_.wall_s
                                                           : absl::ToInt64Seconds(fetched.retry_after);
    next_[PlaceOf(fetched.endpoint)] = begun_.steady + absl::Seconds(std::clamp<int64_t>(wait_s, 0, kMostPatienceS));
  }

  Store& store_;
  const Moment begun_;
  NextRelease& next_;
  Round& round_;
  std::vector<Fetched> batch_;
  int64_t batch_bytes_ = 0;
  absl::Status status_;
};

Fetched NotFetched(const Unreachable& unreachable, int64_t now) {
  Fetched fetched;
  fetched.endpoint.recipient = unreachable.recipient;
  fetched.endpoint.uri = unreachable.uri;
  fetched.endpoint.origin = unreachable.origin;
  fetched.reason = unreachable.reason;
  fetched.detail = unreachable.detail;
  fetched.finished_unix_seconds = now;
  return fetched;
}

// One of 24, alike for all crawlers and spread evenly over the places.
int HourForAll(const Place& place) {
  const Digest digest =
      Keccak256(absl::StrCat(AccountText(std::get<0>(place)), std::get<1>(place), std::get<2>(place)));
  return digest[0] % kHoursOfDay;
}

int64_t SinceFor(const Place& place, Extent extent, const std::map<Place, int64_t>& newest, int64_t now) {
  const bool is_hour_for_all = now / kHourSeconds % kHoursOfDay == HourForAll(place);
  const auto held = newest.find(place);
  return extent == Extent::kAll || is_hour_for_all || held == newest.end() ? 0 : held->second;
}

absl::StatusOr<std::vector<Question>> QuestionsFor(const Found& found, Extent extent, Store& store,
                                                   const NextRelease& next, const Moment& now) {
  absl::StatusOr<std::vector<EndpointState>> states = store.Endpoints();
  if (!states.ok()) return states.status();
  std::map<Place, int64_t> newest;
  for (const EndpointState& state : *states) newest[PlaceOf(state.endpoint)] = state.newest_end_unix_seconds;
  std::vector<Question> questions;
  for (const Endpoint& endpoint : found.resolved.endpoints) {
    const Place place = PlaceOf(endpoint);
    const auto due = next.find(place);
    if (due != next.end() && due->second > now.steady) continue;
    questions.push_back({endpoint, SinceFor(place, extent, newest, now.wall_s)});
  }
  return questions;
}

// The first turn to come, by the wall clock as it is now.
absl::Time NextDue(const Found& found, const NextRelease& next, const Clock& clock) {
  SteadyTime first = absl::InfiniteDuration();
  for (const Endpoint& endpoint : found.resolved.endpoints) {
    const auto due = next.find(PlaceOf(endpoint));
    if (due != next.end()) first = std::min(first, due->second);
  }
  return clock.Wall() + (first - clock.Steady());
}

absl::Status NotStored(size_t total, const Round& round, const absl::Status& why) {
  return {why.code(), absl::StrCat("the answers of ", total - static_cast<size_t>(round.asked), " of ", total,
                                   " nodes are not stored, and they are asked again: ", why.message())};
}

}  // namespace

Round& Round::operator+=(const Round& other) {
  listed += other.listed;
  asked += other.asked;
  for (size_t i = 0; i < reasons.size(); ++i) reasons[i] += other.reasons[i];
  saved.added += other.saved.added;
  saved.known += other.saved.known;
  saved.contradicting += other.saved.contradicting;
  received_bytes += other.received_bytes;
  return *this;
}

absl::StatusOr<Round> RunRound(const FetchOptions& options, Extent extent, const Found& found, Store& store,
                               NextRelease& next, const Clock& clock, const std::atomic<bool>& stop,
                               Progress& progress) {
  const Moment now(clock);
  absl::StatusOr<std::vector<Question>> questions = QuestionsFor(found, extent, store, next, now);
  if (!questions.ok()) return questions.status();
  const size_t total = questions->size();
  Round round;
  round.listed = static_cast<int>(found.resolved.endpoints.size());
  Saver saver(store, now, next, round);
  for (const Unreachable& each : found.resolved.unreachable) saver.Add(NotFetched(each, now.wall_s));
  std::atomic<bool> halt{false};  // what cannot be kept need not be fetched
  int answered = 0, well = 0;
  const auto take = [&](Fetched fetched) {
    ++answered;
    well += fetched.reason == Reason::kNone ? 1 : 0;
    saver.Add(std::move(fetched));
    halt = !saver.status().ok();
    progress.Show(absl::StrCat("asked ", answered, " of ", total, " nodes, ", well, " answered well"));
  };
  if (saver.status().ok()) FetchAll(options, *std::move(questions), stop, take, halt);
  saver.Flush();
  if (!saver.status().ok()) return NotStored(total, round, saver.status());
  if (total == 0) round.next_due = NextDue(found, next, clock);
  return round;
}

std::string Summarize(const Round& round) {
  std::string text;
  if (round.asked > 0) {
    text = absl::StrCat("asked ", round.asked, " nodes: ", round.reasons[0], " well");
  } else if (round.listed > 0 && round.next_due == absl::InfiniteFuture()) {
    text = "stopped before a node was asked";
  } else if (round.listed > 0) {
    text = absl::StrCat("nothing due, next at ", absl::FormatTime("%H:%M UTC", round.next_due, absl::UTCTimeZone()));
  } else {
    text = "there is no node to ask: see the list, and the names in it";
  }
  for (int i = 1; i < kReasonCount; ++i) {
    const int count = round.reasons[static_cast<size_t>(i)];
    if (count > 0) absl::StrAppend(&text, ", ", count, " ", ReasonName(static_cast<Reason>(i)));
  }
  if (round.asked > 0) absl::StrAppend(&text, "; ", round.saved.added, " new releases");
  if (round.saved.contradicting > 0) absl::StrAppend(&text, ", ", round.saved.contradicting, " that contradict others");
  return text;
}

}  // namespace nodestats::crawler
