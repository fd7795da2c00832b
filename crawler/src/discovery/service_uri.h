// What a service URI says.
#ifndef NODESTATS_CRAWLER_DISCOVERY_SERVICE_URI_H_
#define NODESTATS_CRAWLER_DISCOVERY_SERVICE_URI_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace nodestats::crawler {

struct ParsedUri {
  bool tls = true;
  std::string host;  // in lower case, without brackets
  uint16_t port = 0;
};

// `registered` may lack its scheme, which is then https. Errors: INVALID_ARGUMENT, with what is wrong in a few words
// that repeat nothing of the URI. Names of other than ASCII have to be in Punycode, as go-livepeer itself needs them.
absl::StatusOr<ParsedUri> ParseServiceUri(const std::string& registered);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_SERVICE_URI_H_
