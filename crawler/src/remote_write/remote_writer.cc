#include "remote_write/remote_writer.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/clock.h"
#include "base/sleep.h"
#include "remote_write/receiver.h"
#include "remote_write/write_request.h"

namespace nodestats::crawler {
namespace {

constexpr absl::Duration kFirstWait = absl::Milliseconds(500);
constexpr absl::Duration kLongestWait = absl::Seconds(30);

// Sends until it is taken, or refused, or `give_up_at`.
Reply Deliver(Receiver& receiver, const std::string& body, SteadyTime give_up_at, const std::atomic<bool>& stop) {
  for (absl::Duration backoff = kFirstWait;; backoff = std::min(2 * backoff, kLongestWait)) {
    Reply reply = receiver.Post(body);
    const absl::Duration wait = std::max(backoff, reply.wait);
    if (!reply.may_try_again || SteadyNow() + wait > give_up_at) return reply;
    if (!SleepUntil(SteadyNow() + wait, stop)) return {absl::CancelledError("remote write was stopped")};
  }
}

// How many releases are looked at for a request: fewer where the receiver refuses one of them, until that is found.
class BatchSize {
 public:
  explicit BatchSize(int most) : most_(std::max(most, 1)), now_(most_) {}
  int now() const { return now_; }
  void Halve(int64_t looked_at) { now_ = std::max(static_cast<int>(looked_at / 2), 1); }
  void Grow() { now_ = std::min(2 * now_, most_); }

 private:
  const int most_;
  int now_;
};

void Count(const RequestPart& part, const Reply& reply, Pushed& pushed) {
  pushed.skipped += part.skipped;
  pushed.too_old += part.too_old;
  if (!reply.status.ok()) {
    pushed.refused += part.releases;
    pushed.refusal = std::string(reply.status.message());
    return;
  }
  pushed.releases += part.releases;
  pushed.samples += part.request.timeseries_size();
  if (part.request.timeseries_size() > 0) ++pushed.requests;
}

}  // namespace

std::string CursorName(const std::string& url) { return absl::StrCat("remote_write ", url); }

absl::Status PushReleases(Store& store, const RemoteWriteOptions& options, absl::Duration give_up_after,
                          const std::atomic<bool>& stop, Pushed& pushed) {
  const SteadyTime give_up_at = SteadyNow() + give_up_after;
  const std::string name = CursorName(options.url);
  absl::StatusOr<int64_t> cursor = store.Cursor(name);
  if (!cursor.ok()) return cursor.status();
  Receiver receiver(options, stop);
  BatchSize size(options.releases_per_request);
  while (!stop) {
    const auto releases = store.ReleasesAfter(*cursor, size.now());
    if (!releases.ok()) return releases.status();
    if (releases->empty()) return absl::OkStatus();
    const RequestPart part = MakeRequest(*releases, options, absl::Now() - options.max_age);
    Reply reply;
    if (part.request.timeseries_size() > 0) reply = Deliver(receiver, Compress(part.request), give_up_at, stop);
    if (!reply.status.ok() && !reply.refuses_content) return reply.status;
    // A receiver that refuses releases one by one may take as long as one that is away.
    if (reply.refuses_content && SteadyNow() >= give_up_at) {
      return absl::DeadlineExceededError(absl::StrCat(reply.status.message(), "; what is left is sent the next time"));
    }
    if (reply.refuses_content && part.releases > 1) {
      size.Halve(part.releases + part.skipped + part.too_old);
      continue;
    }
    if (absl::Status kept = store.SetCursor(name, part.last_sequence); !kept.ok()) return kept;
    cursor = part.last_sequence;
    Count(part, reply, pushed);
    size.Grow();
  }
  return absl::OkStatus();
}

}  // namespace nodestats::crawler
