// Whether a numeric address can be a node's on the open Internet.
#ifndef NODESTATS_CRAWLER_DISCOVERY_PUBLIC_ADDRESS_H_
#define NODESTATS_CRAWLER_DISCOVERY_PUBLIC_ADDRESS_H_

#include <string>

namespace nodestats::crawler {

// As the library judges peers: false for loopback, private, link-local, shared, documentation, multicast and reserved
// addresses, also where one of IPv4 is within IPv6 (mapped, 6to4, translated by NAT64's well-known prefix); and for
// what is no address. A stranger's registry entry must not have us ask our own network.
bool IsPublicAddress(const std::string& address);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_PUBLIC_ADDRESS_H_
