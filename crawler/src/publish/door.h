// Who may ask a server that listens on a loopback address.
#ifndef NODESTATS_CRAWLER_PUBLISH_DOOR_H_
#define NODESTATS_CRAWLER_PUBLISH_DOOR_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

using Headers = std::vector<std::pair<absl::string_view, absl::string_view>>;  // names in any case

// A loopback address is reached by this machine's programs, but also through a proxy on it and by any web page in a
// browser on it, which may read the answers once its own name is resolved to that address (DNS rebinding). So a request
// has to name a loopback Host, and no header may tell of a proxy or of another site, unless it names a host that the
// operator allows: that one is public.
class Door {
 public:
  // Answers all where the server does not listen on a loopback address. `allowed_hosts` are names without a port.
  Door(bool is_loopback, const std::vector<std::string>& allowed_hosts);

  // Why not; empty: it may.
  std::string Refusal(absl::string_view http_version, const Headers& headers) const;

 private:
  const bool is_loopback_;
  std::vector<std::string> allowed_hosts_;
};

// Of "name:port", "[::1]:port" and the like: in lower case, without port, brackets and a dot at the end.
std::string HostOf(absl::string_view host_and_port);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_DOOR_H_
