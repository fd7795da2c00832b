// Stored releases as one request of remote write.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_WRITE_REQUEST_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_WRITE_REQUEST_H_

#include <string>
#include <vector>

#include "prometheus/remote_write.pb.h"
#include "remote_write/remote_writer.h"

namespace nodestats::crawler {

// Receivers limit a request's size (VictoriaMetrics: 32 MiB); a sample with its labels has 150 to 600 bytes.
inline constexpr int kMaxSamplesPerRequest = 20'000;

struct RequestPart {
  prometheus::WriteRequest request;
  int64_t last_sequence = 0;  // of the releases that were looked at
  int64_t releases = 0;       // that are in it
  int64_t skipped = 0;        // that contradict an earlier one, or cannot be read
  int64_t too_old = 0;        // that ended before `oldest_end`
};

// As many of `releases`, in their order, as one request may hold; at least the first. Each sample is of the end of its
// release's window. The labels are the text form's, `recipient` (where there is one) and `node_instance`; then the
// external ones, which replace none; and then what relabeling makes of them.
RequestPart MakeRequest(const std::vector<StoredRelease>& releases, const RemoteWriteOptions& options,
                        absl::Time oldest_end = absl::InfinitePast());

// The request's body: serialized, and in snappy's block format.
std::string Compress(const prometheus::WriteRequest& request);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_WRITE_REQUEST_H_
