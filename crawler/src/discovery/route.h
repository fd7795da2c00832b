// Which addresses this machine can ask at all.
#ifndef NODESTATS_CRAWLER_DISCOVERY_ROUTE_H_
#define NODESTATS_CRAWLER_DISCOVERY_ROUTE_H_

#include <functional>
#include <string>

#include "discovery/discovery.h"

namespace nodestats::crawler {

using RouteTest = std::function<bool(const std::string& address)>;

// Tells whether this machine has a route to the numeric address, and an address of that family to come from. Sends
// nothing.
bool HasRoute(const std::string& address);

// Leaves out addresses without a route: what this machine lacks (mostly IPv6) is not the node's fault. A URI that has
// no other address is kNoRoute. Routes come and go, so this is asked anew each time.
Resolved Routable(const Resolved& resolved, const RouteTest& has_route = &HasRoute);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_ROUTE_H_
