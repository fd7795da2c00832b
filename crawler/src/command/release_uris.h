// Further nodes, as releases name them.
#ifndef NODESTATS_CRAWLER_COMMAND_RELEASE_URIS_H_
#define NODESTATS_CRAWLER_COMMAND_RELEASE_URIS_H_

#include <atomic>
#include <vector>

#include "absl/status/statusor.h"
#include "command/node_source.h"
#include "discovery/discovery.h"
#include "store/store.h"

namespace nodestats::crawler {

// URIs that the newest releases of `found`'s nodes name, and that it does not have yet. Nodes that were themselves
// named by a node are not listened to, as gateways do not; of one recipient kMostNamedUris are heard, with those that
// `found` has already.
NodeList NamedInReleases(const std::vector<EndpointState>& states, const Resolved& found);

// Adds to `found` where these lead. Returns what was added.
absl::StatusOr<Resolved> AddNamedInReleases(const ResolveOptions& options, Store& store, const std::atomic<bool>& stop,
                                            Found& found);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_RELEASE_URIS_H_
