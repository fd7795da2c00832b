#include "discovery/route.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr in_port_t kAnyPort = 8935;

bool IsLackOfRoute(int error) {
  return error == ENETUNREACH || error == EHOSTUNREACH || error == EADDRNOTAVAIL || error == EAFNOSUPPORT;
}

// Connecting a datagram socket chooses route and source address, and no more. What fails for another reason is left to
// those who ask.
bool Connects(const sockaddr* address, socklen_t size) {
  const int socket = ::socket(address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return !IsLackOfRoute(errno);
  const bool connected = connect(socket, address, size) == 0 || !IsLackOfRoute(errno);
  close(socket);
  return connected;
}

using Key = std::pair<Account, std::string>;

Unreachable WithoutRoute(const Endpoint& endpoint) {
  return {.recipient = endpoint.recipient,
          .uri = endpoint.uri,
          .origin = endpoint.origin,
          .reason = Reason::kNoRoute,
          .detail = absl::StrCat("this machine has no route to ", endpoint.address)};
}

}  // namespace

bool HasRoute(const std::string& address) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(kAnyPort);
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    return Connects(reinterpret_cast<const sockaddr*>(&v4), sizeof v4);
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(kAnyPort);
  return inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1 &&
         Connects(reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
}

Resolved Routable(const Resolved& resolved, const RouteTest& has_route) {
  Resolved routable;
  routable.unreachable = resolved.unreachable;
  std::map<Key, const Endpoint*> without;  // one of the addresses of each URI; null where another has a route
  for (const Endpoint& endpoint : resolved.endpoints) {
    const Key key(endpoint.recipient, endpoint.uri);
    if (has_route(endpoint.address)) {
      without[key] = nullptr;
      routable.endpoints.push_back(endpoint);
    } else {
      without.emplace(key, &endpoint);
    }
  }
  for (const auto& [key, endpoint] : without) {
    if (endpoint != nullptr) routable.unreachable.push_back(WithoutRoute(*endpoint));
  }
  return routable;
}

}  // namespace nodestats::crawler
