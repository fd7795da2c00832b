#include "discovery/lookup.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/clock.h"

namespace nodestats::crawler {
namespace {

// Shared with threads that may outlive the caller.
struct Work {
  LookUp look_up;
  std::mutex mutex;  // of all that follows
  std::condition_variable done;
  std::vector<std::string> waiting;
  std::map<std::string, SteadyTime> begun;
  std::map<std::string, Addresses> results;

  bool Done() const { return waiting.empty() && begun.empty(); }
};

// False where nothing waits any more.
bool Begin(Work& work, std::string& host) {
  const std::lock_guard lock(work.mutex);
  if (work.waiting.empty()) return false;
  host = std::move(work.waiting.back());
  work.waiting.pop_back();
  work.begun[host] = SteadyNow();
  return true;
}

Addresses FirstOf(Addresses addresses) {
  if (addresses.ok() && addresses->size() > kMostAddresses) addresses->resize(kMostAddresses);
  return addresses;
}

void StartThread(const std::shared_ptr<Work>& work) {
  std::thread([work] {
    for (std::string host; Begin(*work, host);) {
      Addresses addresses = FirstOf(work->look_up(host));
      const std::lock_guard lock(work->mutex);
      if (work->begun.erase(host) == 0) return;  // given up, and another thread is in this one's place
      work->results.emplace(host, std::move(addresses));
      if (work->Done()) work->done.notify_one();
    }
  }).detach();
}

// Gives up the names that were begun before then. Returns how many.
int GiveUp(Work& work, SteadyTime begun_before, const absl::Status& why) {
  return static_cast<int>(std::erase_if(work.begun, [&](const auto& name) {
    if (name.second > begun_before) return false;
    work.results.emplace(name.first, why);
    return true;
  }));
}

void BeginNoMore(Work& work, const absl::Status& why) {
  for (const std::string& host : work.waiting) work.results.emplace(host, why);
  work.waiting.clear();
}

void Stop(Work& work) {
  const absl::Status stopped = absl::CancelledError("stopped");
  GiveUp(work, absl::InfiniteDuration(), stopped);
  BeginNoMore(work, stopped);
}

}  // namespace

std::map<std::string, Addresses> LookUpAll(const std::vector<std::string>& hosts, const LookUpLimits& limits,
                                           const std::atomic<bool>& stop, const LookUp& look_up) {
  constexpr std::chrono::milliseconds kLook(20);  // for `stop`, and what is overdue
  const SteadyTime end = SteadyNow() + limits.all;
  const absl::Status late = absl::DeadlineExceededError("the resolver did not answer in time");
  const absl::Status never =
      absl::DeadlineExceededError("not looked up; the resolver was too slow for all names in time");
  const std::set<std::string> each(hosts.begin(), hosts.end());
  const auto work = std::make_shared<Work>();
  work->look_up = look_up;
  std::unique_lock lock(work->mutex);
  work->waiting.assign(each.begin(), each.end());
  for (int i = 0; i < std::min(limits.threads, static_cast<int>(each.size())); ++i) StartThread(work);
  while (!work->done.wait_for(lock, kLook, [&work] { return work->Done(); })) {
    if (stop) Stop(*work);
    if (SteadyNow() >= end) BeginNoMore(*work, never);
    for (int i = GiveUp(*work, SteadyNow() - limits.deadline, late); i > 0; --i) StartThread(work);
  }
  return work->results;
}

}  // namespace nodestats::crawler
