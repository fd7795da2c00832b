#include "view/build_view.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "domain/windows.h"
#include "view/day_builder.h"
#include "view/members.h"
#include "view/region_nodes.h"
#include "view/totals.h"

namespace nodestats::crawler {
namespace {

constexpr int kDays = 7;
constexpr int64_t kDayS = 24 * kHourS;
constexpr int64_t kWeekS = kDays * kDayS;
constexpr unsigned kThreads = 2;

// Reads the day that begins at `start`.
absl::StatusOr<BuiltDay> ReadDay(Store& store, int64_t start) {
  const auto builder = std::make_unique<DayBuilder>();
  bool is_whole = true;
  absl::Status status = store.ForEachNodeDay(start, start + kDayS, [&](const NodeDay& node_day) {
    is_whole = builder->Add(node_day) && is_whole;
    return true;
  });
  if (!status.ok()) return status;
  if (!is_whole) return absl::DataLossError("the store holds a damaged day of a node: move it away, and crawl again");
  return builder->Build();
}

// Days that begin at `first` and later, as many as `days` has, each by the thread that is free.
absl::Status ReadDays(Store& store, int64_t first, std::vector<BuiltDay>& days) {
  std::atomic<size_t> next{0};
  std::mutex mutex;
  absl::Status first_failure;
  const auto work = [&] {
    for (size_t i = next++; i < days.size(); i = next++) {
      absl::StatusOr<BuiltDay> day = ReadDay(store, first + static_cast<int64_t>(i) * kDayS);
      const std::lock_guard<std::mutex> held(mutex);
      first_failure.Update(day.status());
      if (day.ok()) days[i] = *std::move(day);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < kThreads; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return first_failure;
}

// Recipients on the list; at a URI that was listed without an account, the one that was found there, also where it
// cannot be asked now.
std::set<Account> Listed(const ViewInputs& inputs, const std::vector<EndpointState>& endpoints) {
  std::set<Account> listed;
  std::set<std::string> uris;
  for (const Orchestrator& orchestrator : inputs.list.orchestrators) {
    if (orchestrator.recipient != kNoAccount) {
      listed.insert(orchestrator.recipient);
    } else {
      for (const auto& each : orchestrator.uris) uris.insert(each.uri);
    }
  }
  for (const EndpointState& state : endpoints) {
    if (state.endpoint.recipient != kNoAccount || state.signer == kNoAccount) continue;
    const bool is_asked = inputs.is_listed && inputs.is_listed(state.endpoint);
    if (is_asked || uris.contains(state.endpoint.uri)) listed.insert(state.signer);
  }
  return listed;
}

// Makes views of stretches, with who took part.
class Shower {
 public:
  Shower(const ViewInputs& inputs, std::set<Account> listed, Snapshot& snapshot)
      : inputs_(inputs),
        snapshot_(snapshot),
        regions_(RegionsOf(snapshot.endpoints, inputs.region_of_address)),
        listed_(std::move(listed)) {}

  void ShowDay(const BuiltDay& built, int64_t start) {
    const auto participation = built.members.Count(inputs_.tickets, listed_);
    const auto region_nodes = CountRegionNodes(snapshot_.endpoints, regions_, built.members, start);
    const auto view = [&](const Totals& totals, int64_t from, int64_t to, size_t stretch) {
      return Dressed(ViewOf(totals, from, to), participation[stretch], region_nodes[stretch]);
    };
    for (size_t i = 0; i < built.hours.size(); ++i) {
      const int64_t from = start + static_cast<int64_t>(i) * kHourS;
      if (!built.hours[i].has_value() || from + kHourS <= inputs_.now_unix_seconds - kWeekS) continue;
      snapshot_.hours.push_back(view(*built.hours[i], from, from + kHourS, i));
    }
    if (!built.day.has_value() || start + kDayS > inputs_.now_unix_seconds) return;
    snapshot_.days.push_back(view(*built.day, start, start + kDayS, kDayBit));
    week_ += *built.day;
    week_members_.push_back(&built.members);
  }

  // After all days.
  void ShowWeek(int64_t start) {
    if (week_members_.empty()) return;
    const Members members = Union(week_members_);
    const auto region_nodes = CountRegionNodes(snapshot_.endpoints, regions_, members, start + kWeekS - kDayS);
    NetworkView view = Dressed(ViewOf(week_, start, start + kWeekS), members.Count(inputs_.tickets, listed_)[kDayBit],
                               region_nodes[kDayBit]);
    const Tickets& tickets = inputs_.tickets;
    if (tickets.to_unix_seconds > tickets.from_unix_seconds) {
      view.broadcasters_paying = static_cast<double>(tickets.senders.size());
    }
    snapshot_.week = view;
  }

 private:
  NetworkView Dressed(NetworkView view, const Participation& participation, const RegionCounts& region_nodes) const {
    view.participation = participation;
    view.participation.known_orchestrators = static_cast<int>(inputs_.list.orchestrators.size());
    if (!regions_.empty()) view.region_nodes = region_nodes;
    return view;
  }

  const ViewInputs& inputs_;
  Snapshot& snapshot_;
  const std::vector<int> regions_;
  const std::set<Account> listed_;
  Totals week_;
  std::vector<const Members*> week_members_;
};

}  // namespace

absl::StatusOr<Snapshot> BuildSnapshot(Store& store, const ViewInputs& inputs) {
  absl::StatusOr<std::vector<EndpointState>> endpoints = store.Endpoints();
  if (!endpoints.ok()) return endpoints.status();
  const int64_t today = AlignedStart(std::max(inputs.now_unix_seconds, kWeekS), kDayS);
  const int64_t first = today - kWeekS;
  std::vector<BuiltDay> days(kDays + 1);
  absl::Status read = ReadDays(store, first, days);
  if (!read.ok()) return read;
  Snapshot snapshot;
  snapshot.made_unix_seconds = inputs.now_unix_seconds;
  snapshot.crawled_unix_seconds = inputs.crawled_unix_seconds;
  snapshot.chain_id = inputs.list.chain_id;
  snapshot.list_read_unix_seconds = inputs.list.read_unix_seconds;
  snapshot.list_trouble = inputs.list_trouble;
  snapshot.uri_answers = inputs.uri_answers;
  snapshot.endpoints = *std::move(endpoints);
  std::set<Account> listed = Listed(inputs, snapshot.endpoints);
  if (inputs.is_listed) {
    std::erase_if(snapshot.endpoints, [&](const EndpointState& state) { return !inputs.is_listed(state.endpoint); });
  }
  Shower shower(inputs, std::move(listed), snapshot);
  for (size_t i = 0; i < days.size(); ++i) shower.ShowDay(days[i], first + static_cast<int64_t>(i) * kDayS);
  shower.ShowWeek(first);
  return snapshot;
}

}  // namespace nodestats::crawler
