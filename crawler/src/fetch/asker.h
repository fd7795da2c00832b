// One thread's questions: started, tried again, verified.
#ifndef NODESTATS_CRAWLER_FETCH_ASKER_H_
#define NODESTATS_CRAWLER_FETCH_ASKER_H_

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <unordered_map>

#include "base/clock.h"
#include "fetch/courier.h"
#include "fetch/fetcher.h"

namespace nodestats::crawler {

// Where questions come from and answers go to. Thread-safe.
class AskerDesk {
 public:
  virtual ~AskerDesk() = default;
  virtual bool Stopped() const = 0;
  virtual std::optional<Question> Take() = 0;  // nullopt: none is left
  virtual void Report(Fetched fetched) = 0;
};

class Asker {
 public:
  // `options.in_flight` is this thread's share.
  Asker(const FetchOptions& options, AskerDesk& desk);
  void Run();

 private:
  struct Job {
    Question question;
    int attempts = 0;
  };

  void StartDue();
  void Start(Job job);
  void TakeAnswer(size_t ticket, Attempt attempt);
  absl::Duration Backoff(int attempts);
  absl::Duration UntilNextDue() const;

  const FetchOptions options_;
  AskerDesk& desk_;
  const std::unique_ptr<Courier> courier_;
  std::mt19937_64 random_{std::random_device()()};
  bool all_taken_ = false;
  size_t next_ticket_ = 0;
  std::unordered_map<size_t, Job> running_;  // by ticket
  std::multimap<SteadyTime, Job> waiting_;   // for their next attempt; they hold nothing but memory
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_ASKER_H_
