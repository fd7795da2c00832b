// Asks many endpoints at once.
#ifndef NODESTATS_CRAWLER_FETCH_FETCHER_H_
#define NODESTATS_CRAWLER_FETCH_FETCHER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/time/time.h"
#include "base/sleep.h"
#include "discovery/endpoint.h"
#include "fetch/fetched.h"

namespace nodestats::crawler {

enum class Transport { kHttps, kGrpc };

struct FetchOptions {
  Transport transport = Transport::kHttps;
  int threads = 2;
  int in_flight = 256;                               // requests at once, over all threads; at most 512
  absl::Duration deadline = absl::Seconds(10);       // of one attempt, from the first packet to the last
  int attempts = 3;                                  // where the reason is transient
  absl::Duration backoff = absl::Milliseconds(500);  // before the second attempt; doubles, each times 0.5 to 1.5
  int64_t max_answer_bytes = int64_t{2} << 20;       // 50 releases that use every cell of the world
  int max_releases = 256;                            // in one answer; a node keeps at most 50 an instance
  uint64_t chain_id = 0;                             // that releases have to be of; 0: any
  int64_t now_unix_seconds = 0;                      // for "from the future"; 0: the system's clock
};

struct Question {
  Endpoint endpoint;
  int64_t since_unix_seconds = 0;
};

// Asks all, in an order that spreads a host's questions, and calls `done` for each, from the fetcher's threads, one at
// a time. Returns when all are done, or soon after `stop` or `halt` was set: what was not asked by then is not
// reported. Cost: a thread each; no connection outlives its question. The process has to ignore SIGPIPE.
void FetchAll(const FetchOptions& options, std::vector<Question> questions, const std::atomic<bool>& stop,
              const std::function<void(Fetched)>& done, const std::atomic<bool>& halt = kNeverStop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_FETCHER_H_
