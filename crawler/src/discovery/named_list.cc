#include "discovery/named_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "discovery/discovery.h"

namespace nodestats::crawler {

NodeList NamedList(const std::vector<Endpoint>& asked, const std::vector<std::vector<std::string>>& uris) {
  std::map<std::pair<Account, std::string>, std::set<std::string>> heard;
  NodeList list;
  for (size_t i = 0; i < asked.size(); ++i) {
    const Account& recipient = asked[i].recipient;
    std::set<std::string>& have = heard[{recipient, recipient == kNoAccount ? asked[i].uri : ""}];
    Orchestrator orchestrator{.recipient = recipient, .uris = {}};
    for (const std::string& uri : uris[i]) {
      if (have.size() == kMostNamedUris) break;
      if (have.insert(uri).second) orchestrator.uris.push_back({.uri = uri, .origin = Origin::kNode});
    }
    if (!orchestrator.uris.empty()) list.orchestrators.push_back(std::move(orchestrator));
  }
  return Merge(list, NodeList());
}

// The newest come first, so that what was kept from day to day is what the limit leaves out.
NodeList WithKept(const Named& named, const NodeList& last) {
  NodeList kept;
  size_t nobodys = 0;
  for (const Orchestrator& orchestrator : last.orchestrators) {
    if (!named.silent.contains(orchestrator.recipient)) continue;
    if (orchestrator.recipient == kNoAccount && ++nobodys > kMostNamedUris) continue;
    kept.orchestrators.push_back(orchestrator);
  }
  NodeList list = Merge(named.list, kept);
  for (Orchestrator& orchestrator : list.orchestrators) {
    orchestrator.uris.resize(std::min(orchestrator.uris.size(), kMostNamedUris));
  }
  return list;
}

}  // namespace nodestats::crawler
