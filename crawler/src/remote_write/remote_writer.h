// Sends stored releases to a Prometheus remote write 1.0 receiver, each at its own time, and goes on where it stopped.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_

#include <atomic>
#include <map>
#include <string>

#include "absl/status/statusor.h"
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
  int releases_per_request = 200;
};

struct Pushed {
  int64_t releases = 0;
  int64_t skipped = 0;  // that contradict an earlier one, or cannot be read
  int64_t samples = 0;
  int64_t requests = 0;
};

// The store's cursor of what was sent there.
std::string CursorName(const std::string& url);

// Pushes all that the receiver has not yet confirmed, oldest first; the cursor moves after each 2xx. 5xx and 429 are
// tried again with backoff (Retry-After is obeyed) until `give_up_after`; a 4xx is not: it is an error that names the
// answer, and the cursor stays. Releases that contradict an earlier one are not sent. Sending
// again what was confirmed before a crash gives the same samples. Uses curl_global_init of main.
absl::StatusOr<Pushed> PushReleases(Store& store, const RemoteWriteOptions& options, absl::Duration give_up_after,
                                    const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_REMOTE_WRITER_H_
