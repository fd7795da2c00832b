// The other side of remote write, over HTTP.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_RECEIVER_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_RECEIVER_H_

#include <atomic>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "remote_write/remote_writer.h"

namespace nodestats::crawler {

struct Reply {
  absl::Status status;                         // OK: it has all that was sent, durably as it sees fit
  bool may_try_again = false;                  // 408, 429, 5xx, or no answer at all
  absl::Duration wait = absl::ZeroDuration();  // Retry-After, where it was given
  bool refuses_content = false;  // 400, 409 (Thanos), 413, 422: of something in the request; others may be taken
};

// One connection, kept between requests. Used by one thread.
class Receiver {
 public:
  Receiver(const RemoteWriteOptions& options, const std::atomic<bool>& stop);
  ~Receiver();

  // Sends a compressed WriteRequest. What `status` says never holds the URL's password or query, nor a header.
  Reply Post(const std::string& body);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

// An address that may be shown: without user, password and query.
std::string ShownUrl(const std::string& url);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_RECEIVER_H_
