// Who is to be asked: from the chain, a file and the nodes themselves, with what was known before where they fail.
#ifndef NODESTATS_CRAWLER_COMMAND_NODE_SOURCE_H_
#define NODESTATS_CRAWLER_COMMAND_NODE_SOURCE_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "command/chain_flags.h"
#include "command/progress.h"
#include "discovery/discovery.h"
#include "store/store.h"

namespace nodestats::crawler {

struct SourceOptions {
  ChainFlags chain;
  std::string nodes_path;
  int shard_index = 1;
  int shard_count = 1;
  bool allow_private_addresses = false;
  bool ask_nodes = true;
  LookUp look_up = SystemLookUp;
};
// Those of the chain among them.
void AddSourceFlags(CLI::App& app, SourceOptions& options);

// How names are looked up.
ResolveOptions ResolvingOf(const SourceOptions& options);

// Names an endpoint: recipient, URI and address.
using Place = std::tuple<Account, std::string, std::string>;
inline Place PlaceOf(const Endpoint& endpoint) { return {endpoint.recipient, endpoint.uri, endpoint.address}; }

struct Found {
  NodeList list;
  SteadyTime read_at = -absl::InfiniteDuration();  // when the list was read from the chain, if that was now
  Resolved resolved;
  std::string trouble;                    // one line: why the list is not of now; empty where it is
  std::optional<UriAnswers> uri_answers;  // of the last time that nodes were asked for further URIs
};

// How long ago the list was read from the chain, as a text. One that was read in the future (by a clock that was wrong
// then, or is now) has no age.
std::string AgeOf(const NodeList& list);

// Adds what `all` does not have yet.
void Append(const Resolved& more, Resolved& all);

// The last good list of the chain, and what nodes named, are kept in `store`. Nodes are asked for further URIs once a
// day; those of a recipient whose node does not answer then are kept. To them come those that releases name (see
// command/release_uris.h). Errors: INVALID_ARGUMENT (no source), NOT_FOUND, the chain's, where no list was ever had,
// CANCELLED (`stop` was set while the chain was read).
absl::StatusOr<Found> FindNodes(const SourceOptions& options, Store& store, const Clock& clock,
                                const std::atomic<bool>& stop, Progress& progress);

struct LookedUp {
  int asked = 0;
  int resolved = 0;
};

// Looks up again what did not resolve, and moves what does now to the endpoints.
LookedUp LookUpAgain(const SourceOptions& options, Resolved& resolved, const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_NODE_SOURCE_H_
