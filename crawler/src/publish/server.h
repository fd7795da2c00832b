// The HTTP door of a running crawler: /metrics, /api/v1/..., /sd, /healthz and /readyz.
#ifndef NODESTATS_CRAWLER_PUBLISH_SERVER_H_
#define NODESTATS_CRAWLER_PUBLISH_SERVER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "view/build_view.h"

namespace nodestats::crawler {

// Thread-safe. Serves 503 with a line that says so until the first Show, but for what does not need a snapshot.
class Server {
 public:
  // Why the crawler does not do its work, in a line; empty where it does. Asked at each request of /readyz, in the
  // server's thread.
  using Trouble = std::function<std::string()>;

  // "127.0.0.1:9190", "[::]:9190"; port 0 takes any. On a loopback address, requests are refused that do not name a
  // loopback host, or one of `allowed_hosts`: see Door. Errors: INVALID_ARGUMENT, UNAVAILABLE (the port is taken).
  static absl::StatusOr<std::unique_ptr<Server>> Start(const std::string& listen,
                                                       const std::vector<std::string>& allowed_hosts, Trouble trouble);
  virtual ~Server() = default;  // stops, after what is being answered
  virtual int port() const = 0;
  virtual void Show(std::shared_ptr<const Snapshot> snapshot, std::string service_discovery_json) = 0;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_SERVER_H_
