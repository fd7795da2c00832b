#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "discovery/discovery.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {
namespace {

using nlohmann::ordered_json;

std::string HostPort(const std::string& host, uint16_t port) {
  return absl::StrContains(host, ':') ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

ordered_json Labels(const Endpoint& endpoint) {
  ordered_json labels = {{"__scheme__", endpoint.tls ? "https" : "http"},
                         {"__metrics_path__", "/nodestats"},
                         {"origin", std::string(OriginName(endpoint.origin))}};
  if (endpoint.recipient != kNoAccount) labels["recipient"] = AccountText(endpoint.recipient);
  return labels;
}

}  // namespace

std::string ServiceDiscoveryJson(const Resolved& resolved) {
  std::map<std::pair<Account, std::string>, int> addresses;
  for (const Endpoint& endpoint : resolved.endpoints) ++addresses[{endpoint.recipient, endpoint.uri}];
  ordered_json targets = ordered_json::array();
  for (const Endpoint& endpoint : resolved.endpoints) {
    const bool several = addresses[{endpoint.recipient, endpoint.uri}] > 1;
    const std::string target = HostPort(several ? endpoint.address : endpoint.host, endpoint.port);
    targets.push_back({{"targets", ordered_json::array({target})}, {"labels", Labels(endpoint)}});
  }
  return absl::StrCat(targets.dump(1), "\n");
}

}  // namespace nodestats::crawler
