#include "command/release_uris.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "discovery/named_list.h"
#include "discovery/node_answer.h"

namespace nodestats::crawler {
namespace {

// What is known of one recipient.
struct Known {
  std::set<std::string> uris;
  size_t named = 0;  // of them: by nodes
};

using AllKnown = std::map<Account, Known>;

template <typename List>
void AddAll(const List& places, AllKnown& all) {
  for (const auto& place : places) {
    Known& known = all[place.recipient];
    if (known.uris.insert(place.uri).second && place.origin == Origin::kNode) ++known.named;
  }
}

// Whose word counts: those that were not named by a node.
std::set<Place> FirstHand(const Resolved& found) {
  std::set<Place> places;
  for (const Endpoint& endpoint : found.endpoints) {
    if (endpoint.origin != Origin::kNode) places.insert(PlaceOf(endpoint));
  }
  return places;
}

}  // namespace

NodeList NamedInReleases(const std::vector<EndpointState>& states, const Resolved& found) {
  AllKnown all;
  AddAll(found.endpoints, all);
  AddAll(found.unreachable, all);
  const std::set<Place> first_hand = FirstHand(found);
  NodeList list;
  for (const EndpointState& state : states) {
    if (!first_hand.contains(PlaceOf(state.endpoint))) continue;
    Orchestrator orchestrator{.recipient = state.endpoint.recipient, .uris = {}};
    Known& known = all[orchestrator.recipient];
    for (const std::string& uri : FurtherUris(state.node_uris, state.endpoint)) {
      if (known.named == kMostNamedUris) break;
      if (!known.uris.insert(uri).second) continue;
      ++known.named;
      orchestrator.uris.push_back({.uri = uri, .origin = Origin::kNode});
    }
    if (!orchestrator.uris.empty()) list.orchestrators.push_back(std::move(orchestrator));
  }
  return Merge(list, NodeList());
}

absl::StatusOr<Resolved> AddNamedInReleases(const ResolveOptions& options, Store& store, const std::atomic<bool>& stop,
                                            Found& found) {
  const absl::StatusOr<std::vector<EndpointState>> states = store.Endpoints();
  if (!states.ok()) return states.status();
  Resolved added = Resolve(options, NamedInReleases(*states, found.resolved), stop);
  Append(added, found.resolved);
  return added;
}

}  // namespace nodestats::crawler
