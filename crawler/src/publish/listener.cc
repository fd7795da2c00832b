#include "publish/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr int kMaxPort = 65535;

struct Place {
  std::string host;
  std::string port;
};

absl::StatusOr<Place> PlaceOf(const std::string& listen) {
  absl::Status bad = absl::InvalidArgumentError(
      absl::StrCat("cannot listen on '", listen, "': give HOST:PORT, such as 127.0.0.1:9190"));
  const size_t colon = listen.rfind(':');
  if (colon == std::string::npos || colon == 0) return bad;
  Place place{listen.substr(0, colon), listen.substr(colon + 1)};
  if (place.host.front() == '[' && place.host.back() == ']') place.host = place.host.substr(1, place.host.size() - 2);
  int port = 0;
  if (!absl::SimpleAtoi(place.port, &port) || port < 0 || port > kMaxPort || place.host.empty()) return bad;
  return place;
}

int PortOf(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  const in_port_t port = address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                                       : reinterpret_cast<sockaddr_in*>(&address)->sin_port;
  return ntohs(port);
}

// A socket that listens; -1 and errno where that fails.
int ListenOn(const addrinfo& address) {
  const int fd = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, address.ai_addr, address.ai_addrlen) == 0 && ::listen(fd, SOMAXCONN) == 0) return fd;
  const int error = errno;
  close(fd);
  errno = error;
  return -1;
}

}  // namespace

absl::StatusOr<Listener> Listener::Open(const std::string& listen) {
  const absl::StatusOr<Place> place = PlaceOf(listen);
  if (!place.ok()) return place.status();
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(place->host.c_str(), place->port.c_str(), &hints, &found);
  if (code != 0) {
    return absl::InvalidArgumentError(absl::StrCat("cannot listen on '", listen, "': ", gai_strerror(code)));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
  const int fd = ListenOn(*addresses);
  if (fd >= 0) return Listener(fd, PortOf(fd));
  return absl::UnavailableError(absl::StrCat("cannot listen on ", listen, ": ", std::strerror(errno)));
}

bool Listener::is_loopback() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return true;  // the safe side
  if (address.ss_family == AF_INET) {
    return ntohl(reinterpret_cast<sockaddr_in*>(&address)->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
  }
  const in6_addr& ipv6 = reinterpret_cast<sockaddr_in6*>(&address)->sin6_addr;
  return IN6_IS_ADDR_LOOPBACK(&ipv6) || (IN6_IS_ADDR_V4MAPPED(&ipv6) && ipv6.s6_addr[12] == IN_LOOPBACKNET);
}

Listener::~Listener() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace nodestats::crawler
