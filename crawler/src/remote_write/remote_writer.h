// Sends stored releases to a Prometheus remote write 1.0 receiver, each at its own time, and goes on where it stopped.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_

#include <atomic>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "remote_write/relabel.h"
#include "store/store.h"

namespace nodestats::crawler {

struct RemoteWriteOptions {
  std::string url;                             // names the cursor too
  std::map<std::string, std::string> headers;  // such as Authorization
  std::map<std::string, std::string> external_labels;
  Relabeling relabeling;
  absl::Duration deadline = absl::Seconds(30);
  // Releases that ended longer ago are stepped over: a receiver refuses a whole request for one sample that is too old.
  absl::Duration max_age = absl::InfiniteDuration();
  int releases_per_request = 200;
};

struct Pushed {
  int64_t releases = 0;
  int64_t skipped = 0;  // that contradict an earlier one, or cannot be read
  int64_t too_old = 0;  // that ended more than max_age ago
  int64_t refused = 0;  // that the receiver does not take
  int64_t samples = 0;
  int64_t requests = 0;  // that were confirmed
  std::string refusal;   // what the receiver said of the last that it refused
};

// The store's cursor of what was sent there.
std::string CursorName(const std::string& url);

// Pushes all that the receiver has not yet confirmed, oldest first; the cursor moves after each 2xx. 5xx, 408 and 429
// are tried again with backoff (Retry-After is obeyed) until `give_up_after`. Where the receiver refuses what a request
// holds (400, 409, 413, 422), a smaller part is sent, and a release that it refuses alone is stepped over, so that one
// cannot hold up all others. Any other answer is an error that names it, and the cursor stays. Releases that contradict
// an earlier one are not sent. Sending again what was confirmed before a crash gives the same samples. `pushed` is
// added to, also before an error. Uses curl_global_init of main.
absl::Status PushReleases(Store& store, const RemoteWriteOptions& options, absl::Duration give_up_after,
                          const std::atomic<bool>& stop, Pushed& pushed);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_
