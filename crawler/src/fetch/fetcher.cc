#include "fetch/fetcher.h"

#include <algorithm>
#include <random>
#include <thread>
#include <utility>

#include "base/mutex.h"
#include "fetch/asker.h"

namespace nodestats::crawler {
namespace {

constexpr int kMostInFlight = 512;

// Hands questions to many threads, and their answers to one function.
class Desk : public AskerDesk {
 public:
  Desk(std::vector<Question> questions, const std::atomic<bool>& stop, const std::atomic<bool>& halt,
       const std::function<void(Fetched)>& done)
      : questions_(std::move(questions)), stop_(stop), halt_(halt), done_(done) {
    std::shuffle(questions_.begin(), questions_.end(), std::mt19937_64(std::random_device()()));
  }

  bool Stopped() const override {
    return stop_.load(std::memory_order_relaxed) || halt_.load(std::memory_order_relaxed);
  }

  std::optional<Question> Take() override {
    const size_t taken = next_.fetch_add(1, std::memory_order_relaxed);
    if (taken >= questions_.size()) return std::nullopt;
    return std::move(questions_[taken]);
  }

  void Report(Fetched fetched) override {
    const MutexLock lock(&one_at_a_time_);
    if (!Stopped()) done_(std::move(fetched));
  }

 private:
  std::vector<Question> questions_;
  std::atomic<size_t> next_{0};
  const std::atomic<bool>& stop_;
  const std::atomic<bool>& halt_;
  Mutex one_at_a_time_;
  const std::function<void(Fetched)>& done_ ABSL_GUARDED_BY(one_at_a_time_);
};

}  // namespace

void FetchAll(const FetchOptions& options, std::vector<Question> questions, const std::atomic<bool>& stop,
              const std::function<void(Fetched)>& done, const std::atomic<bool>& halt) {
  const int in_flight = std::clamp(options.in_flight, 1, kMostInFlight);
  const int threads = std::clamp(options.threads, 1, in_flight);
  Desk desk(std::move(questions), stop, halt, done);
  std::vector<std::thread> askers;
  for (int i = 0; i < threads; ++i) {
    FetchOptions share = options;
    share.in_flight = in_flight / threads + (i < in_flight % threads ? 1 : 0);
    askers.emplace_back([&desk, share] { Asker(share, desk).Run(); });
  }
  for (std::thread& asker : askers) asker.join();
}

}  // namespace nodestats::crawler
