// How an RPC endpoint is spoken of: its URL may hold a key.
#ifndef NODESTATS_CRAWLER_CHAIN_ENDPOINT_NAME_H_
#define NODESTATS_CRAWLER_CHAIN_ENDPOINT_NAME_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nodestats::crawler {

class EndpointName {
 public:
  // INVALID_ARGUMENT for anything but an http or https URL; does not repeat it.
  static absl::StatusOr<EndpointName> Of(const std::string& url);

  const std::string& host() const { return host_; }  // with the port, where the URL gives one
  // What a stranger said, fit for one line of a terminal: without this URL's secrets, control characters and length.
  std::string Clean(absl::string_view words) const;

 private:
  std::string host_;
  std::vector<std::string> secrets_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_ENDPOINT_NAME_H_
