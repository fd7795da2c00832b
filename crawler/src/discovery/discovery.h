// From lists of orchestrators to places that can be asked.
#ifndef NODESTATS_CRAWLER_DISCOVERY_DISCOVERY_H_
#define NODESTATS_CRAWLER_DISCOVERY_DISCOVERY_H_

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "discovery/endpoint.h"
#include "discovery/lookup.h"
#include "fetch/reason.h"

namespace nodestats::crawler {

// A file of one node a line: a URI, or an account and a URI; empty lines and what follows a # are skipped; or JSON as
// `discover --format json` prints it. Errors: NOT_FOUND, INVALID_ARGUMENT (naming the line).
absl::StatusOr<NodeList> ReadNodeFile(const std::string& path);

// Both lists: the same recipient's URIs together, each once.
NodeList Merge(const NodeList& one, const NodeList& other);

// The nodes whose turn it is for crawler `index` (from 1) of `count`, by a digest of the recipient, else of the host.
NodeList Shard(const NodeList& list, int index, int count);

// A URI that leads nowhere, and why.
struct Unreachable {
  Account recipient = kNoAccount;
  std::string uri;
  Origin origin = Origin::kRegistry;
  Reason reason = Reason::kNone;
  std::string detail;
};

struct Resolved {
  std::vector<Endpoint> endpoints;       // each (recipient, uri, address) once
  std::vector<Unreachable> unreachable;  // kBadUri, kDns, kNotPublic
};

struct ResolveOptions {
  LookUpLimits limits = {};  // what takes longer is kDns
  bool allow_private_addresses = false;
  LookUp look_up = SystemLookUp;
};

// Every A and AAAA record of every URI's host, up to kMostAddresses.
Resolved Resolve(const ResolveOptions& options, const NodeList& list, const std::atomic<bool>& stop);

// A node that did not say which others belong to it.
struct Unheard {
  Account recipient = kNoAccount;
  std::string uri;
  std::string why;  // printable; the node's own words, where it refused
};

struct Named {
  NodeList list;  // of URIs that were named, alone
  UriAnswers answers;
  std::vector<Unheard> unheard;  // who gave none
  std::set<Account> silent;      // recipients with a node among these
};

// Asks nodes, as a gateway would (net.Orchestrator/GetOrchestrator, with a key made for this run), which further URIs
// belong to them: of one recipient, kMostNamedUris are heard.
Named AskForNodes(const std::vector<Endpoint>& endpoints, int in_flight, absl::Duration deadline,
                  const std::atomic<bool>& stop);

// Who did not say it and why, in a few lines that each tell of those with the same reason; nothing where all did.
std::vector<std::string> UnheardLines(const Named& named);

// What was named, and what `last` has of recipients that were silent: a node that is away for a moment keeps its URIs.
NodeList WithKept(const Named& named, const NodeList& last);

std::string NodeListTable(const NodeList& list, const Resolved& resolved, int columns);
std::string NodeListJson(const NodeList& list, const Resolved& resolved);
absl::StatusOr<NodeList> ParseNodeListJson(const std::string& json);
// Prometheus' http_sd and file_sd: a target for each URI (for each address, where a host has several), with the labels
// __scheme__, __metrics_path__, recipient and origin.
std::string ServiceDiscoveryJson(const Resolved& resolved);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_DISCOVERY_H_
