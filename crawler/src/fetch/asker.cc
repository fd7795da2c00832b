#include "fetch/asker.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "base/clock.h"
#include "verify/verify.h"

namespace nodestats::crawler {
namespace {

constexpr absl::Duration kLongestWait = absl::Milliseconds(50);  // so long does it take to see `stop`

std::unique_ptr<Courier> MakeCourier(const FetchOptions& options) {
  return options.transport == Transport::kGrpc ? MakeGrpcCourier(options) : MakeHttpsCourier(options);
}

Fetched Judge(const FetchOptions& options, const Question& question, int attempts, Attempt attempt) {
  Fetched fetched;
  fetched.endpoint = question.endpoint;
  fetched.reason = attempt.reason;
  fetched.detail = std::move(attempt.detail);
  fetched.attempts = attempts;
  fetched.received_bytes = attempt.received_bytes;
  fetched.duration_us = attempt.duration_us;
  fetched.finished_unix_seconds = absl::ToUnixSeconds(absl::Now());
  fetched.retry_after = attempt.retry_after;
  if (fetched.reason != Reason::kNone) return fetched;
  VerifyOptions verify;
  verify.max_releases = options.max_releases;
  verify.chain_id = options.chain_id;
  verify.now_unix_seconds = options.now_unix_seconds != 0 ? options.now_unix_seconds : fetched.finished_unix_seconds;
  VerifySummary(attempt.body, verify, fetched);
  return fetched;
}

}  // namespace

Asker::Asker(const FetchOptions& options, AskerDesk& desk)
    : options_(options), desk_(desk), courier_(MakeCourier(options)) {}

void Asker::Run() {
  while (!desk_.Stopped()) {
    StartDue();
    if (running_.empty() && waiting_.empty()) return;
    courier_->Wait(std::min(kLongestWait, UntilNextDue()),
                   [this](size_t ticket, Attempt attempt) { TakeAnswer(ticket, std::move(attempt)); });
  }
}

void Asker::StartDue() {
  while (static_cast<int>(running_.size()) < options_.in_flight) {
    if (!waiting_.empty() && waiting_.begin()->first <= SteadyNow()) {
      Start(std::move(waiting_.extract(waiting_.begin()).mapped()));
      continue;
    }
    std::optional<Question> question = all_taken_ ? std::nullopt : desk_.Take();
    all_taken_ = !question;
    if (all_taken_) return;
    Start({*std::move(question), 0});
  }
}

void Asker::Start(Job job) {
  ++job.attempts;
  courier_->Start(next_ticket_, job.question);
  running_.emplace(next_ticket_++, std::move(job));
}

void Asker::TakeAnswer(size_t ticket, Attempt attempt) {
  if (desk_.Stopped()) return;
  Job job = std::move(running_.extract(ticket).mapped());
  // A node that asks for time gets it, if that is no longer than an attempt may take; else it is a later round's.
  const bool can_pass = IsTransient(attempt.reason) || attempt.retry_after > absl::ZeroDuration();
  if (can_pass && attempt.retry_after <= options_.deadline && job.attempts < options_.attempts) {
    waiting_.emplace(SteadyNow() + attempt.retry_after + Backoff(job.attempts), std::move(job));
    return;
  }
  desk_.Report(Judge(options_, job.question, job.attempts, std::move(attempt)));
}

// Doubles with each attempt. By chance it is half as long to half as long again, so that those who failed together do
// not come again together.
absl::Duration Asker::Backoff(int attempts) {
  const int doublings = std::min(attempts - 1, 10);
  return options_.backoff * (1 << doublings) * std::uniform_real_distribution<double>(0.5, 1.5)(random_);
}

// While all slots are taken, what is due waits for one to become free.
absl::Duration Asker::UntilNextDue() const {
  if (waiting_.empty() || static_cast<int>(running_.size()) >= options_.in_flight) return absl::InfiniteDuration();
  return std::max(absl::ZeroDuration(), waiting_.begin()->first - SteadyNow());
}

}  // namespace nodestats::crawler
