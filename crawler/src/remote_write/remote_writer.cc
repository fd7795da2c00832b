#include "remote_write/remote_writer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/sleep.h"
#include "remote_write/receiver.h"
#include "remote_write/write_request.h"

namespace nodestats::crawler {
namespace {

constexpr absl::Duration kFirstWait = absl::Milliseconds(500);
constexpr absl::Duration kLongestWait = absl::Seconds(30);

// Sends until it is taken, or refused, or `give_up_at`.
absl::Status Deliver(Receiver& receiver, const std::string& body, absl::Time give_up_at,
                     const std::atomic<bool>& stop) {
  for (absl::Duration backoff = kFirstWait;; backoff = std::min(2 * backoff, kLongestWait)) {
    const Reply reply = receiver.Post(body);
    const absl::Duration wait = std::max(backoff, reply.wait);
    if (!reply.may_try_again || absl::Now() + wait > give_up_at) return reply.status;
    if (!SleepUntil(absl::Now() + wait, stop)) return absl::CancelledError("remote write was stopped");
  }
}

absl::Status Push(Store& store, const RemoteWriteOptions& options, absl::Time give_up_at, const std::atomic<bool>& stop,
                  Pushed& pushed) {
  const std::string name = CursorName(options.url);
  absl::StatusOr<int64_t> cursor = store.Cursor(name);
  if (!cursor.ok()) return cursor.status();
  Receiver receiver(options, stop);
  while (!stop) {
    const auto releases = store.ReleasesAfter(*cursor, std::max(options.releases_per_request, 1));
    if (!releases.ok()) return releases.status();
    if (releases->empty()) return absl::OkStatus();
    const RequestPart part = MakeRequest(*releases, options);
    if (part.request.timeseries_size() > 0) {
      if (absl::Status sent = Deliver(receiver, Compress(part.request), give_up_at, stop); !sent.ok()) return sent;
      ++pushed.requests;
    }
    if (absl::Status kept = store.SetCursor(name, part.last_sequence); !kept.ok()) return kept;
    cursor = part.last_sequence;
    pushed.releases += part.releases;
    pushed.skipped += part.skipped;
    pushed.samples += part.request.timeseries_size();
  }
  return absl::OkStatus();
}

}  // namespace

std::string CursorName(const std::string& url) { return absl::StrCat("remote_write ", url); }

absl::StatusOr<Pushed> PushReleases(Store& store, const RemoteWriteOptions& options, absl::Duration give_up_after,
                                    const std::atomic<bool>& stop) {
  Pushed pushed;
  absl::Status status = Push(store, options, absl::Now() + give_up_after, stop, pushed);
  if (!status.ok()) return status;
  return pushed;
}

}  // namespace nodestats::crawler
