#include "command/round.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/keccak.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kBatch = 256;             // nodes in a transaction
constexpr int64_t kBatchBytes = 32 << 20;  // likewise
constexpr int kHoursOfDay = 24;
constexpr int64_t kHourSeconds = 3600;
constexpr int64_t kMostPatienceS = 50 * 60;  // whatever a node says: each is asked in every hour

// Gathers answers into batches, and stores these. Not thread-safe: answers come one at a time.
class Saver {
 public:
  Saver(Store& store, Round& round) : store_(store), round_(round) {}

  void Add(Fetched fetched) {
    ++round_.reasons[static_cast<size_t>(fetched.reason)];
    round_.received_bytes += fetched.received_bytes;
    batch_bytes_ += fetched.received_bytes;
    batch_.push_back(std::move(fetched));
    if (batch_.size() >= kBatch || batch_bytes_ >= kBatchBytes) Flush();
  }

  void Flush() {
    if (batch_.empty() || !status_.ok()) return;
    const absl::StatusOr<Saved> saved = store_.Save(batch_);
    batch_.clear();
    batch_bytes_ = 0;
    if (!saved.ok()) {
      status_ = saved.status();
      return;
    }
    round_.saved.added += saved->added;
    round_.saved.known += saved->known;
    round_.saved.contradicting += saved->contradicting;
  }

  const absl::Status& status() const { return status_; }

 private:
  Store& store_;
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

// When there is something to ask for, or the node wants to be asked, again; 0: at once.
int64_t NextAt(const Fetched& fetched, int64_t now) {
  const int64_t next = fetched.reason == Reason::kNone ? fetched.next_release_unix_seconds
                                                       : now + absl::ToInt64Seconds(fetched.retry_after);
  return std::min(next, now + kMostPatienceS);
}

absl::StatusOr<std::vector<Question>> QuestionsFor(const Found& found, Extent extent, Store& store,
                                                   const NextRelease& next, int64_t now) {
  absl::StatusOr<std::vector<EndpointState>> states = store.Endpoints();
  if (!states.ok()) return states.status();
  std::map<Place, int64_t> newest;
  for (const EndpointState& state : *states) newest[PlaceOf(state.endpoint)] = state.newest_end_unix_seconds;
  std::vector<Question> questions;
  for (const Endpoint& endpoint : found.resolved.endpoints) {
    const Place place = PlaceOf(endpoint);
    const auto due = next.find(place);
    if (due != next.end() && due->second > now) continue;
    questions.push_back({endpoint, SinceFor(place, extent, newest, now)});
  }
  return questions;
}

}  // namespace

absl::StatusOr<Round> RunRound(const FetchOptions& options, Extent extent, const Found& found, Store& store,
                               NextRelease& next, const std::atomic<bool>& stop, Progress& progress) {
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  absl::StatusOr<std::vector<Question>> questions = QuestionsFor(found, extent, store, next, now);
  if (!questions.ok()) return questions.status();
  const size_t total = questions->size();
  Round round;
  Saver saver(store, round);
  for (const Unreachable& each : found.resolved.unreachable) saver.Add(NotFetched(each, now));
  std::atomic<bool> halt{false};  // also where the store fails: what cannot be kept need not be fetched
  FetchAll(options, *std::move(questions), stop, [&](Fetched fetched) {
    ++round.asked;
    if (halt) return;
    next[PlaceOf(fetched.endpoint)] = NextAt(fetched, now);
    saver.Add(std::move(fetched));
    if (!saver.status().ok()) halt = true;
    progress.Show(absl::StrCat("asked ", round.asked, " of ", total, " nodes, ",
                               round.reasons[static_cast<size_t>(Reason::kNone)], " answered well"));
  });
  saver.Flush();
  if (!saver.status().ok()) return saver.status();
  return round;
}

}  // namespace nodestats::crawler
