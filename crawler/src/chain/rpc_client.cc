#include "chain/rpc_client.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/sleep.h"
#include "chain/backoff.h"

namespace nodestats::crawler {
namespace {

constexpr int kRequestTooLong = 413;

bool IsTransientStatus(int status) { return status == 429 || status == 408 || status >= 500; }

}  // namespace

struct RpcClient::Round {
  std::vector<RpcItem>& items;
  std::vector<size_t> open;   // which calls are to be asked
  std::vector<size_t> again;  // which of them failed for a reason that may pass
  std::string why;            // the last such reason
  std::optional<absl::Duration> retry_after;
};

absl::StatusOr<std::unique_ptr<RpcClient>> RpcClient::Open(const RpcOptions& options) {
  absl::StatusOr<EndpointName> name = EndpointName::Of(options.url);
  if (!name.ok()) return name.status();
  return std::unique_ptr<RpcClient>(new RpcClient(options, *std::move(name)));
}

RpcClient::RpcClient(const RpcOptions& options, EndpointName name)
    : options_(options),
      name_(std::move(name)),
      post_({.url = options.url,
             .deadline = options.deadline,
             .max_answer_bytes = options.max_answer_bytes,
             .stop = options.stop}),
      batch_(static_cast<size_t>(std::max(options.batch, 1))) {}

absl::StatusOr<std::vector<RpcItem>> RpcClient::Batch(const std::vector<RpcCall>& calls) {
  std::vector<RpcItem> items(calls.size());
  std::vector<size_t> open(calls.size());
  std::iota(open.begin(), open.end(), size_t{0});
  for (int failures = 0; !open.empty();) {
    const size_t before = open.size();
    Round round{.items = items, .open = std::move(open), .again = {}, .why = "", .retry_after = std::nullopt};
    absl::Status status = Ask(calls, round);
    if (!status.ok()) return status;
    open = std::move(round.again);
    if (open.empty()) break;
    failures = open.size() < before ? 1 : failures + 1;
    if (failures >= options_.attempts) {
      return Failed(absl::StrCat(round.why, failures > 1 ? absl::StrCat(", also after ", failures, " attempts") : ""));
    }
    const double random = std::uniform_real_distribution<double>()(random_);
    const absl::Time next = absl::Now() + WaitBefore(options_.backoff, failures, random, round.retry_after);
    SleepUntil(std::min(next, options_.until), *options_.stop);
  }
  return items;
}

// Once one request failed, the rest of the round waits with it.
absl::Status RpcClient::Ask(const std::vector<RpcCall>& calls, Round& round) {
  for (size_t at = 0; at < round.open.size();) {
    const size_t end = std::min(round.open.size(), at + batch_);
    const std::vector<size_t> some(round.open.begin() + static_cast<std::ptrdiff_t>(at),
                                   round.open.begin() + static_cast<std::ptrdiff_t>(end));
    const size_t batch = batch_;
    absl::Status status = AskSome(calls, some, round);
    if (!status.ok()) return status;
    if (batch_ == batch) at = end;
    if (!round.why.empty()) {
      round.again.insert(round.again.end(), round.open.begin() + static_cast<std::ptrdiff_t>(at), round.open.end());
      break;
    }
  }
  return absl::OkStatus();
}

absl::Status RpcClient::AskSome(const std::vector<RpcCall>& calls, const std::vector<size_t>& some, Round& round) {
  absl::Status may_ask = MayAsk();
  if (!may_ask.ok()) return may_ask;
  std::vector<RpcCall> asked;
  asked.reserve(some.size());
  for (const size_t index : some) asked.push_back(calls[index]);
  ++requests_;
  const absl::StatusOr<HttpAnswer> http = post_.Send(WriteCalls(asked));
  if (http.ok()) return Judge(*http, some, round);
  if (absl::IsCancelled(http.status())) return http.status();
  if (!absl::IsUnavailable(http.status())) {
    return absl::Status(http.status().code(), Failed(http.status().message()).message());
  }
  round.why = absl::StrCat("cannot be reached: ", http.status().message());
  round.again.insert(round.again.end(), some.begin(), some.end());
  return absl::OkStatus();
}

absl::Status RpcClient::Judge(const HttpAnswer& http, const std::vector<size_t>& some, Round& round) {
  if (IsTransientStatus(http.status)) {
    round.why = absl::StrCat(http.status == 429 ? "limits our rate: HTTP " : "is in trouble: HTTP ", http.status);
    round.retry_after = http.retry_after;
    round.again.insert(round.again.end(), some.begin(), some.end());
    return absl::OkStatus();
  }
  std::optional<RpcAnswer> answer = ReadAnswer(http.body, some.size());
  if (http.status == kRequestTooLong && !answer) answer = RpcAnswer{.items = {}, .whole = RpcError{}};
  if (answer) return Sort(*std::move(answer), some, round);
  if (http.status == 200) return Nonsense("the answer is no JSON-RPC");
  return Failed(absl::StrCat("answered HTTP ", http.status,
                             http.status == 401 || http.status == 403 ? ": is the URL's key right?" : ""));
}

absl::Status RpcClient::Sort(RpcAnswer answer, const std::vector<size_t>& some, Round& round) {
  if (answer.whole && IsTransient(*answer.whole)) {
    answer.items.assign(some.size(), RpcItem{.result = nullptr, .error = answer.whole});
  } else if (answer.whole && batch_ > 1) {
    batch_ = std::max<size_t>(std::min(batch_, some.size()) / 2, 1);  // and the same calls again
    return absl::OkStatus();
  } else if (answer.whole) {
    return Explain("refuses", *answer.whole);
  }
  for (size_t i = 0; i < some.size(); ++i) {
    RpcItem& item = answer.items[i];
    if (item.error && IsTransient(*item.error)) {
      round.why = absl::StrCat("is busy: ", name_.Clean(item.error->message));
      round.again.push_back(some[i]);
    }
    round.items[some[i]] = std::move(item);
  }
  return absl::OkStatus();
}

absl::Status RpcClient::MayAsk() const {
  if (*options_.stop) return absl::CancelledError("stopped");
  if (requests_ < options_.most_requests && absl::Now() < options_.until) return absl::OkStatus();
  return absl::DeadlineExceededError(
      absl::StrCat("RPC endpoint ", name_.host(), " is too slow: given up after ", requests_, " requests"));
}

absl::Status RpcClient::Failed(absl::string_view words) const {
  return absl::UnavailableError(absl::StrCat("RPC endpoint ", name_.host(), " ", words));
}

absl::Status RpcClient::Explain(absl::string_view what, const RpcError& error) const {
  return absl::InternalError(
      absl::StrCat("RPC endpoint ", name_.host(), ": ", what, ": ", name_.Clean(error.message), " (", error.code, ")"));
}

absl::Status RpcClient::Nonsense(absl::string_view what) const {
  return absl::InternalError(absl::StrCat("RPC endpoint ", name_.host(), ": ", what));
}

}  // namespace nodestats::crawler
