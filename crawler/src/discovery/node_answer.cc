#include "discovery/node_answer.h"

#include <algorithm>

#include "discovery/service_uri.h"

namespace nodestats::crawler {
namespace {

bool IsAsked(const ParsedUri& uri, const Endpoint& asked) {
  return uri.tls == asked.tls && uri.host == asked.host && uri.port == asked.port;
}

}  // namespace

std::vector<std::string> FurtherUris(const std::vector<std::string>& named, const Endpoint& asked) {
  std::vector<std::string> uris;
  for (const std::string& uri : named) {
    if (uris.size() == kMostNodeUris) break;
    const absl::StatusOr<ParsedUri> parsed = ParseServiceUri(uri);
    if (!parsed.ok() || IsAsked(*parsed, asked)) continue;
    if (std::find(uris.begin(), uris.end(), uri) == uris.end()) uris.push_back(uri);
  }
  return uris;
}

std::vector<std::string> NamedUris(const net::OrchestratorInfo& info, const Endpoint& asked) {
  std::vector<std::string> named = {info.transcoder()};
  named.insert(named.end(), info.nodes().begin(), info.nodes().end());
  return FurtherUris(named, asked);
}

}  // namespace nodestats::crawler
