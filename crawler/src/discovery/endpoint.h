// Where nodes may be: orchestrators as they are listed, and the addresses that their names lead to.
#ifndef NODESTATS_CRAWLER_DISCOVERY_ENDPOINT_H_
#define NODESTATS_CRAWLER_DISCOVERY_ENDPOINT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/account.h"

namespace nodestats::crawler {

// How a URI came to be known.
enum class Origin : int {
  kRegistry,    // the chain's ServiceRegistry
  kAiRegistry,  // the chain's AIServiceRegistry
  kFile,        // the user's file
  kNode         // named by a node that was reached through one of the others
};
absl::string_view OriginName(Origin origin);  // "registry", "ai_registry", "file", "node"

// A service URI as registered, not yet looked at.
struct ServiceUri {
  std::string uri;
  Origin origin = Origin::kRegistry;
};

// An orchestrator, and where it says it can be reached.
struct Orchestrator {
  Account recipient = kNoAccount;  // kNoAccount: a file gave no account with the URI
  std::vector<ServiceUri> uris;    // may be empty, or hold nonsense
};

// Everybody who was found.
struct NodeList {
  uint64_t chain_id = 0;                    // 0: not from a chain
  uint64_t block_number = 0;                // at which the chain was read
  int64_t read_unix_seconds = 0;            // when
  uint64_t round = 0;                       // Livepeer's: the pool changes from one to the next; 0 unknown
  std::vector<Orchestrator> orchestrators;  // ascending by recipient
};

// One place to ask: one address of one URI's host.
struct Endpoint {
  Account recipient = kNoAccount;  // whose URI this is; kNoAccount: nobody's
  std::string uri;                 // as registered: with it this place is named in tables, metrics and the store
  Origin origin = Origin::kRegistry;
  bool tls = true;   // https, the rule; false for http
  std::string host;  // name or numeric address, without brackets
  uint16_t port = 8935;
  std::string address;  // numeric IPv4 or IPv6 address, without brackets
};

// Nodes by how they took the question which others belong to them.
struct UriAnswers {
  int given = 0;    // also that they do not know the question
  int refused = 0;  // reached, without an answer: priced nodes, mostly, who want a gateway's deposit
  int unreached = 0;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_ENDPOINT_H_
