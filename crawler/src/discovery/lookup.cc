#include "discovery/lookup.h"

#include <algorithm>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace nodestats::crawler {
namespace {

// Shared with threads that may outlive the caller.
struct Work {
  LookUp look_up;
  absl::Mutex mutex;
  std::vector<std::string> waiting ABSL_GUARDED_BY(mutex);
  std::map<std::string, absl::Time> begun ABSL_GUARDED_BY(mutex);
  std::map<std::string, Addresses> results ABSL_GUARDED_BY(mutex);

  bool Done() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) { return waiting.empty() && begun.empty(); }
};

// False where nothing waits any more.
bool Begin(Work& work, std::string& host) {
  const absl::MutexLock lock(&work.mutex);
  if (work.waiting.empty()) return false;
  host = std::move(work.waiting.back());
  work.waiting.pop_back();
  work.begun[host] = absl::Now();
  return true;
}

void StartThread(const std::shared_ptr<Work>& work) {
  std::thread([work] {
    for (std::string host; Begin(*work, host);) {
      Addresses addresses = work->look_up(host);
      const absl::MutexLock lock(&work->mutex);
      if (work->begun.erase(host) == 0) return;  // given up, and another thread is in this one's place
      work->results.emplace(host, std::move(addresses));
    }
  }).detach();
}

// Gives up the names that were begun before then. Returns how many.
int GiveUp(Work& work, absl::Time begun_before, const absl::Status& why) ABSL_EXCLUSIVE_LOCKS_REQUIRED(work.mutex) {
  return static_cast<int>(std::erase_if(work.begun, [&](const auto& name) {
    if (name.second > begun_before) return false;
    work.results.emplace(name.first, why);
    return true;
  }));
}

void Stop(Work& work) ABSL_EXCLUSIVE_LOCKS_REQUIRED(work.mutex) {
  const absl::Status stopped = absl::CancelledError("stopped");
  GiveUp(work, absl::InfiniteFuture(), stopped);
  for (const std::string& host : work.waiting) work.results.emplace(host, stopped);
  work.waiting.clear();
}

}  // namespace

std::map<std::string, Addresses> LookUpAll(const std::vector<std::string>& hosts, int threads, absl::Duration deadline,
                                           const std::atomic<bool>& stop, const LookUp& look_up) {
  constexpr absl::Duration kLook = absl::Milliseconds(20);  // for `stop`, and what is overdue
  const std::set<std::string> each(hosts.begin(), hosts.end());
  const auto work = std::make_shared<Work>();
  work->look_up = look_up;
  const absl::MutexLock lock(&work->mutex);
  work->waiting.assign(each.begin(), each.end());
  for (int i = 0; i < std::min(threads, static_cast<int>(each.size())); ++i) StartThread(work);
  while (!work->mutex.AwaitWithTimeout(absl::Condition(work.get(), &Work::Done), kLook)) {
    if (stop) Stop(*work);
    const absl::Status late = absl::DeadlineExceededError("the resolver did not answer in time");
    for (int i = GiveUp(*work, absl::Now() - deadline, late); i > 0; --i) StartThread(work);
  }
  return work->results;
}

}  // namespace nodestats::crawler
