// Calls an Ethereum node's JSON-RPC, many calls to a request.
#ifndef NODESTATS_CRAWLER_CHAIN_RPC_CLIENT_H_
#define NODESTATS_CRAWLER_CHAIN_RPC_CLIENT_H_

#include <atomic>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/sleep.h"
#include "chain/batch_size.h"
#include "chain/endpoint_name.h"
#include "chain/http_post.h"
#include "chain/rpc_message.h"

namespace nodestats::crawler {

struct RpcOptions {
  std::string url;
  int batch = 100;
  absl::Duration deadline = absl::Seconds(20);
  int attempts = 5;
  absl::Duration backoff = absl::Milliseconds(500);
  size_t max_answer_bytes = size_t{64} << 20;
  // All that is asked of this client: DEADLINE_EXCEEDED beyond.
  int most_requests = std::numeric_limits<int>::max();
  SteadyTime until = absl::InfiniteDuration();
  const std::atomic<bool>* stop = &kNeverStop;  // CANCELLED where it is set
};

// Not thread-safe.
class RpcClient {
 public:
  static absl::StatusOr<std::unique_ptr<RpcClient>> Open(const RpcOptions& options);

  // One item for each call, in their order. Providers agree on no code and no words for what is too much, so it goes by
  // rule: a request that brings nothing is made smaller, down to single calls, whatever the reason; a single call is
  // asked `attempts` times, and what it gets then is believed. Requests that bring something are never too many. Where
  // the rate is limited, or nobody answers, `attempts` hold for long requests too. Errors: UNAVAILABLE (not reached,
  // busy, or in trouble), RESOURCE_EXHAUSTED (too long), INTERNAL (no JSON-RPC), DEADLINE_EXCEEDED and CANCELLED (see
  // RpcOptions).
  absl::StatusOr<std::vector<RpcItem>> Batch(const std::vector<RpcCall>& calls) { return Ask(calls, false); }

  // Likewise for calls that have a substitute: the first failure of a single one is believed, be it of HTTP or of the
  // connection, and is its item's error.
  absl::StatusOr<std::vector<RpcItem>> TryBatch(const std::vector<RpcCall>& calls) { return Ask(calls, true); }

  // Sleeps before the attempt after `failures`, from 1.
  void Wait(int failures, std::optional<absl::Duration> retry_after = std::nullopt);

  // An item's error in words fit to show; INTERNAL.
  absl::Status Explain(absl::string_view what, const RpcError& error) const;
  absl::Status Nonsense(absl::string_view what) const;
  const EndpointName& name() const { return name_; }
  int requests() const { return requests_; }

 private:
  struct Task;     // calls, and what came of them
  struct Failure;  // what was wrong with a request
  RpcClient(const RpcOptions& options, EndpointName name);
  absl::StatusOr<std::vector<RpcItem>> Ask(const std::vector<RpcCall>& calls, bool has_substitute);
  absl::StatusOr<std::optional<Failure>> AskSome(const std::vector<size_t>& some, Task& task);
  std::optional<Failure> Judge(const HttpAnswer& http, const std::vector<size_t>& some, Task& task);
  std::optional<Failure> Sort(RpcAnswer answer, const std::vector<size_t>& some, Task& task);
  Failure FailureOf(const RpcError& error, bool items_tell) const;
  absl::Status Nothing(const Failure& failure, const std::vector<size_t>& some, int& failures, Task& task);
  absl::Status GiveUp(const Failure& failure, const std::vector<size_t>& some, int& failures, Task& task);
  absl::Status MayAsk() const;
  absl::Status Failed(absl::string_view words) const;

  RpcOptions options_;
  EndpointName name_;
  HttpPost post_;
  std::minstd_rand random_{std::random_device{}()};
  BatchSize batch_;
  int requests_ = 0;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_RPC_CLIENT_H_
