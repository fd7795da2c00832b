#include "discovery/route.h"

#include <gtest/gtest.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "base/accounts.h"

namespace nodestats::crawler {
namespace {

bool HasIpv4Alone(const std::string& address) { return address.find(':') == std::string::npos; }

Endpoint At(int owner, const std::string& uri, const std::string& address) {
  Endpoint endpoint;
  endpoint.recipient = Of(owner);
  endpoint.uri = uri;
  endpoint.address = address;
  return endpoint;
}

TEST(Route, AddressesWithoutOneAreNotAskedWhereAnotherIsThere) {
  Resolved resolved;
  resolved.endpoints = {At(1, "https://a", "2606::1"), At(1, "https://a", "1.1.1.1"), At(1, "https://a", "2606::2")};
  const Resolved routable = Routable(resolved, &HasIpv4Alone);
  ASSERT_EQ(routable.endpoints.size(), 1U);
  EXPECT_EQ(routable.endpoints[0].address, "1.1.1.1");
  EXPECT_TRUE(routable.unreachable.empty());
}

TEST(Route, AUriWithoutOneHasAReasonThatIsNotTheNodes) {
  Resolved resolved;
  resolved.endpoints = {At(1, "https://a", "2606::1"), At(2, "https://a", "1.1.1.1"), At(1, "https://b", "1.1.1.1")};
  resolved.unreachable.push_back({.recipient = Of(3), .uri = "https://c", .reason = Reason::kDns, .detail = ""});
  const Resolved routable = Routable(resolved, &HasIpv4Alone);
  EXPECT_EQ(routable.endpoints.size(), 2U);
  ASSERT_EQ(routable.unreachable.size(), 2U);
  EXPECT_EQ(routable.unreachable[0].reason, Reason::kDns);
  EXPECT_EQ(routable.unreachable[1].recipient, Of(1));
  EXPECT_EQ(routable.unreachable[1].uri, "https://a");
  EXPECT_EQ(routable.unreachable[1].reason, Reason::kNoRoute);
  EXPECT_EQ(routable.unreachable[1].detail, "this machine has no route to 2606::1");
}

void BringLoopbackUp() {
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  ifreq request{};
  std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
  request.ifr_flags = IFF_UP;
  ioctl(socket, SIOCSIFFLAGS, &request);
  close(socket);
}

// 0: as it should be. Runs in a process of its own, which has a network of its own.
int WithoutNetwork() {
  constexpr int kCannot = 77;
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return kCannot;
  for (const char* address : {"1.1.1.1", "127.0.0.1", "2606:4700::1111", "64:ff9b::101:101", "nonsense"}) {
    if (HasRoute(address)) return 1;
  }
  BringLoopbackUp();
  if (!HasRoute("127.0.0.1")) return 2;
  return HasRoute("1.1.1.1") || HasRoute("2606:4700::1111") ? 3 : 0;
}

TEST(Route, IsWhatTheSystemHas) {
  const pid_t child = fork();
  if (child == 0) _exit(WithoutNetwork());
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no namespace can be made here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace nodestats::crawler
