// Lists put together, and shared out.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/keccak.h"
#include "discovery/discovery.h"
#include "discovery/service_uri.h"

namespace nodestats::crawler {
namespace {

// Both lists by recipient, each URI once and where it came first. URIs of nobody stay apart, one to an entry.
class Merger {
 public:
  void Add(const NodeList& list) {
    for (const Orchestrator& orchestrator : list.orchestrators) {
      if (orchestrator.recipient != kNoAccount) recipients_[orchestrator.recipient];
      for (const ServiceUri& uri : orchestrator.uris) AddUri(orchestrator.recipient, uri);
    }
  }

  std::vector<Orchestrator> Take() {
    std::vector<Orchestrator> all;
    for (ServiceUri& uri : nobodys_) {
      if (!owned_.contains(uri.uri)) all.push_back({.recipient = kNoAccount, .uris = {std::move(uri)}});
    }
    for (auto& [recipient, uris] : recipients_) all.push_back({.recipient = recipient, .uris = std::move(uris)});
    return all;
  }

 private:
  void AddUri(const Account& recipient, const ServiceUri& uri) {
    if (!seen_.insert({recipient, uri.uri}).second) return;
    if (recipient != kNoAccount) owned_.insert(uri.uri);
    (recipient == kNoAccount ? nobodys_ : recipients_[recipient]).push_back(uri);
  }

  std::map<Account, std::vector<ServiceUri>> recipients_;
  std::vector<ServiceUri> nobodys_;
  std::set<std::pair<Account, std::string>> seen_;
  std::set<std::string> owned_;
};

// What decides whose turn an orchestrator is.
std::string ShardKey(const Orchestrator& orchestrator) {
  if (orchestrator.recipient != kNoAccount) {
    return {orchestrator.recipient.begin(), orchestrator.recipient.end()};
  }
  if (orchestrator.uris.empty()) return "";
  const absl::StatusOr<ParsedUri> parsed = ParseServiceUri(orchestrator.uris[0].uri);
  return parsed.ok() ? parsed->host : orchestrator.uris[0].uri;
}

int ShardOf(const Orchestrator& orchestrator, int count) {
  const Digest digest = Keccak256(ShardKey(orchestrator));
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof number; ++i) number = number << 8 | digest[i];
  return static_cast<int>(number % static_cast<uint64_t>(count)) + 1;
}

}  // namespace

NodeList Merge(const NodeList& one, const NodeList& other) {
  const NodeList& chain = one.chain_id != 0 || other.chain_id == 0 ? one : other;
  NodeList merged{.chain_id = chain.chain_id,
                  .block_number = chain.block_number,
                  .read_unix_seconds = chain.read_unix_seconds,
                  .round = chain.round,
                  .orchestrators = {}};
  Merger merger;
  merger.Add(one);
  merger.Add(other);
  merged.orchestrators = merger.Take();
  return merged;
}

NodeList Shard(const NodeList& list, int index, int count) {
  NodeList shard = list;
  std::erase_if(shard.orchestrators,
                [&](const Orchestrator& orchestrator) { return count > 1 && ShardOf(orchestrator, count) != index; });
  return shard;
}

}  // namespace nodestats::crawler
