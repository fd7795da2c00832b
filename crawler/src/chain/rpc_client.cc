#include "chain/rpc_client.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/sleep.h"
#include "chain/backoff.h"

namespace nodestats::crawler {
namespace {

constexpr int kTooManyRequests = 429;
constexpr int kRequestTimeout = 408;

}  // namespace

struct RpcClient::Task {
  const std::vector<RpcCall>& calls;
  bool has_substitute;
  std::vector<RpcItem> items;  // of open calls: the last error
  std::vector<size_t> open;    // which calls are to be asked, in their order
};

struct RpcClient::Failure {
  enum class Kind {
    kAway,     // nobody was reached: smaller requests do not help
    kBusy,     // too many requests: to wait helps, if not, smaller ones
    kTrouble,  // may pass; or the request was too much
    kRefused,  // will not pass
  };
  Kind kind;
  absl::Status status;  // OK: the items' own errors say it
  RpcError error{};     // as an item's
  std::optional<absl::Duration> retry_after{};
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

absl::StatusOr<std::vector<RpcItem>> RpcClient::Ask(const std::vector<RpcCall>& calls, bool has_substitute) {
  Task task{.calls = calls,
            .has_substitute = has_substitute,
            .items = std::vector<RpcItem>(calls.size()),
            .open = std::vector<size_t>(calls.size())};
  std::iota(task.open.begin(), task.open.end(), size_t{0});
  for (int failures = 0; !task.open.empty();) {
    absl::Status may_ask = MayAsk();
    if (!may_ask.ok()) return may_ask;
    const size_t before = task.open.size();
    const std::vector<size_t> some(task.open.begin(),
                                   task.open.begin() + static_cast<std::ptrdiff_t>(std::min(before, batch_.now())));
    absl::StatusOr<std::optional<Failure>> asked = AskSome(some, task);
    if (!asked.ok()) return asked.status();
    if (!asked->has_value()) batch_.Took();
    if (task.open.size() < before) failures = 0;
    if (!asked->has_value()) continue;
    const Failure& failure = **asked;
    if (task.open.size() == before) {
      absl::Status status = Nothing(failure, some, failures, task);
      if (!status.ok()) return status;
    }
    if (failure.kind != Failure::Kind::kRefused && !task.open.empty()) Wait(std::max(failures, 1), failure.retry_after);
  }
  return std::move(task.items);
}

// A request brought nothing: the next is smaller, or later, or none is worth while.
absl::Status RpcClient::Nothing(const Failure& failure, const std::vector<size_t>& some, int& failures, Task& task) {
  const bool alone = some.size() == 1;
  const bool passes = failure.kind == Failure::Kind::kAway || failure.kind == Failure::Kind::kBusy;
  if (alone || passes) ++failures;
  const bool hopeless = alone && !passes && (task.has_substitute || failure.kind == Failure::Kind::kRefused);
  if (hopeless || failures >= options_.attempts) return GiveUp(failure, some, failures, task);
  if (!alone && (!passes || (failure.kind == Failure::Kind::kBusy && failures > 1))) batch_.Failed(some.size());
  return absl::OkStatus();
}

// What was asked is answered by its failure, where that can be. What else is open and failed alike is not tried longer.
absl::Status RpcClient::GiveUp(const Failure& failure, const std::vector<size_t>& some, int& failures, Task& task) {
  if (task.has_substitute && failure.kind != Failure::Kind::kAway) {
    for (const size_t call : some) task.items[call].error = failure.error;
  } else if (!failure.status.ok()) {
    const std::string more = failures > 1 ? absl::StrCat(", also after ", failures, " attempts") : "";
    return absl::Status(failure.status.code(), absl::StrCat(failure.status.message(), more));
  }
  const auto failed = [&](size_t call) { return task.items[call].error == failure.error; };
  task.open.erase(std::remove_if(task.open.begin(), task.open.end(), failed), task.open.end());
  failures = 0;
  return absl::OkStatus();
}

// Takes what is answered off the open calls. nullopt: that was all.
absl::StatusOr<std::optional<RpcClient::Failure>> RpcClient::AskSome(const std::vector<size_t>& some, Task& task) {
  std::vector<RpcCall> calls;
  calls.reserve(some.size());
  for (const size_t index : some) calls.push_back(task.calls[index]);
  ++requests_;
  const absl::StatusOr<HttpAnswer> http = post_.Send(WriteCalls(calls));
  if (http.ok()) return Judge(*http, some, task);
  const absl::Status& status = http.status();
  if (absl::IsCancelled(status)) return status;
  const std::string words(status.message());
  Failure failure{.kind = Failure::Kind::kTrouble, .status = Failed(absl::StrCat("broke off: ", words))};
  if (absl::IsUnavailable(status)) {
    failure = {.kind = Failure::Kind::kAway, .status = Failed(absl::StrCat("cannot be reached: ", words))};
  } else if (absl::IsResourceExhausted(status)) {
    failure = {.kind = Failure::Kind::kRefused, .status = absl::ResourceExhaustedError(Failed(words).message())};
  }
  failure.error.message = words;
  return failure;
}

// An answer in JSON-RPC says more than the status that it came with.
std::optional<RpcClient::Failure> RpcClient::Judge(const HttpAnswer& http, const std::vector<size_t>& some,
                                                   Task& task) {
  const RpcError error{.code = http.status, .message = absl::StrCat("HTTP ", http.status)};
  if (http.status == kTooManyRequests) {
    return Failure{.kind = Failure::Kind::kBusy,
                   .status = Failed(absl::StrCat("limits our rate: HTTP ", http.status)),
                   .error = error,
                   .retry_after = http.retry_after};
  }
  std::optional<RpcAnswer> answer = ReadAnswer(http.body, some.size());
  std::optional<Failure> failure;
  if (answer) {
    failure = Sort(*std::move(answer), some, task);
  } else if (http.status == 200) {
    constexpr char kNonsense[] = "the answer is no JSON-RPC";
    failure = Failure{.kind = Failure::Kind::kRefused, .status = Nonsense(kNonsense), .error = {.message = kNonsense}};
  } else if (http.status >= 500 || http.status == kRequestTimeout) {
    failure = Failure{.kind = Failure::Kind::kTrouble,
                      .status = Failed(absl::StrCat("is in trouble: HTTP ", http.status)),
                      .error = error};
  } else {
    failure = Failure{
        .kind = Failure::Kind::kRefused,
        .status = Failed(absl::StrCat("answered HTTP ", http.status,
                                      http.status == 401 || http.status == 403 ? ": is the URL's key right?" : "")),
        .error = error};
  }
  if (failure) failure->retry_after = http.retry_after;
  return failure;
}

// Where calls are left out, the errors of the others may be the whole request's: go-ethereum says at its first call
// that a batch is too long.
std::optional<RpcClient::Failure> RpcClient::Sort(RpcAnswer answer, const std::vector<size_t>& some, Task& task) {
  if (some.size() == 1 && !answer.items[0] && answer.whole)
    answer.items[0] = RpcItem{.result = nullptr, .error = answer.whole};
  const bool whole = std::all_of(answer.items.begin(), answer.items.end(), [](const auto& item) { return item; });
  RpcError error{.message = "calls are left unanswered"};
  if (answer.whole) error = *answer.whole;
  std::set<size_t> done;
  for (size_t i = 0; i < some.size(); ++i) {
    RpcItem& item = task.items[some[i]];
    item.error = answer.whole;
    if (!answer.items[i]) continue;
    item = *std::move(answer.items[i]);
    if (!item.error || (whole && (task.has_substitute || IsFinal(*item.error)))) {
      done.insert(some[i]);
    } else {
      error = *item.error;
    }
  }
  const auto is_done = [&done](size_t call) { return done.contains(call); };
  task.open.erase(std::remove_if(task.open.begin(), task.open.end(), is_done), task.open.end());
  if (done.size() == some.size()) return std::nullopt;
  return FailureOf(error, /*items_tell=*/whole);
}

RpcClient::Failure RpcClient::FailureOf(const RpcError& error, bool items_tell) const {
  if (IsBusy(error)) {
    return {.kind = Failure::Kind::kBusy,
            .status = Failed(absl::StrCat("is busy: ", name_.Clean(error.message))),
            .error = error};
  }
  if (items_tell) return {.kind = Failure::Kind::kTrouble, .status = absl::OkStatus(), .error = error};
  return {.kind = Failure::Kind::kRefused, .status = Explain("refuses", error), .error = error};
}

void RpcClient::Wait(int failures, std::optional<absl::Duration> retry_after) {
  const double random = std::uniform_real_distribution<double>()(random_);
  const SteadyTime next = SteadyNow() + WaitBefore(options_.backoff, failures, random, retry_after);
  SleepUntil(std::min(next, options_.until), *options_.stop);
}

absl::Status RpcClient::MayAsk() const {
  if (*options_.stop) return absl::CancelledError("stopped");
  if (requests_ < options_.most_requests && SteadyNow() < options_.until) return absl::OkStatus();
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
