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
#include "base/sleep.h"
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
  absl::Time until = absl::InfiniteFuture();
  const std::atomic<bool>* stop = &kNeverStop;  // CANCELLED where it is set
};

// Not thread-safe.
class RpcClient {
 public:
  static absl::StatusOr<std::unique_ptr<RpcClient>> Open(const RpcOptions& options);

  // One item for each call, in their order. Calls that fail for a reason that may pass are asked again, as long as some
  // of them are answered each time and `attempts` times after that; an endpoint that refuses long batches gets shorter
  // ones from then on. Errors: UNAVAILABLE (not reached, busy, or refused as a whole), RESOURCE_EXHAUSTED (too long),
  // INTERNAL (no JSON-RPC), DEADLINE_EXCEEDED and CANCELLED (see RpcOptions).
  absl::StatusOr<std::vector<RpcItem>> Batch(const std::vector<RpcCall>& calls);

  // An item's error in words fit to show; INTERNAL.
  absl::Status Explain(absl::string_view what, const RpcError& error) const;
  absl::Status Nonsense(absl::string_view what) const;
  const EndpointName& name() const { return name_; }
  int requests() const { return requests_; }

 private:
  struct Round;  // one pass over the open calls
  RpcClient(const RpcOptions& options, EndpointName name);
  absl::Status Ask(const std::vector<RpcCall>& calls, Round& round);
  absl::Status AskSome(const std::vector<RpcCall>& calls, const std::vector<size_t>& some, Round& round);
  absl::Status Judge(const HttpAnswer& http, const std::vector<size_t>& some, Round& round);
  absl::Status Sort(RpcAnswer answer, const std::vector<size_t>& some, Round& round);
  absl::Status MayAsk() const;
  absl::Status Failed(absl::string_view words) const;

  RpcOptions options_;
  EndpointName name_;
  HttpPost post_;
  std::minstd_rand random_{std::random_device{}()};
  size_t batch_;
  int requests_ = 0;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_RPC_CLIENT_H_
