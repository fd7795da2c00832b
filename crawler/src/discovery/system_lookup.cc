#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "discovery/lookup.h"

namespace nodestats::crawler {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::string Numeric(const addrinfo& entry) {
  char text[NI_MAXHOST];
  const int failed = getnameinfo(entry.ai_addr, entry.ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return failed == 0 ? text : "";
}

}  // namespace

Addresses SystemLookUp(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  const std::unique_ptr<addrinfo, FreeAddresses> list(failed == 0 ? found : nullptr);
  if (failed != 0) return absl::NotFoundError(gai_strerror(failed));
  std::set<std::string> addresses;
  for (const addrinfo* entry = list.get(); entry != nullptr; entry = entry->ai_next) {
    std::string address = Numeric(*entry);
    // A zone ("%eth0") is of this machine's links only.
    if (!address.empty() && address.find('%') == std::string::npos) addresses.insert(std::move(address));
  }
  if (addresses.empty()) return absl::NotFoundError("the name has no address");
  return std::vector<std::string>(addresses.begin(), addresses.end());
}

}  // namespace nodestats::crawler
