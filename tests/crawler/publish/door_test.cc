#include "publish/door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publish/server_client.h"

namespace nodestats::crawler {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string RefusalOfHost(const std::string& host) { return Door(true, {}).Refusal("HTTP/1.1", {{"Host", host}}); }

TEST(Door, ALoopbackHostMayAsk) {
  for (const char* host : {"localhost", "localhost:9190", "LocalHost.:9190", "127.0.0.1", "127.0.0.1:9190", "127.9.8.7",
                           "[::1]", "[::1]:9190", "[::ffff:127.0.0.1]:1", "::1"}) {
    EXPECT_EQ(RefusalOfHost(host), "") << host;
  }
  for (const char* host : {"evil.example", "evil.example:9190", "127.0.0.1.evil.example", "localhost.evil.example:9190",
                           "evil.localhost", "0.0.0.0:9190", "[::]:9190", "192.168.1.2:9190", "[2001:db8::1]:9190", "",
                           ":9190", "localhost:1@evil.example"}) {
    EXPECT_THAT(RefusalOfHost(host), HasSubstr(std::string("the Host is \"") + HostOf(host) + "\"")) << host;
    EXPECT_THAT(RefusalOfHost(host), HasSubstr("--allow-host")) << host;
  }
  EXPECT_NE(Door(true, {}).Refusal("HTTP/1.1", {}), "");
}

TEST(Door, ProxiesAndOtherSitesMayNot) {
  const auto refusal = [](const std::string& name, const std::string& value) {
    return Door(true, {}).Refusal("HTTP/1.1", {{"host", "localhost"}, {name, value}});
  };
  for (const char* name : {"X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "X-Real-IP", "Forwarded", "Via",
                           "X-Envoy-Attempt-Count", "CF-Connecting-IP", "X-Original-Host", "l5d-dst-canonical"}) {
    EXPECT_THAT(refusal(name, "127.0.0.1"), HasSubstr(std::string("the header ") + name + " tells of a proxy"));
  }
  for (const char* origin : {"http://evil.example", "null", "", "http://localhost.evil.example", "file://localhost"}) {
    EXPECT_THAT(refusal("origin", origin), HasSubstr("another site's page")) << origin;
  }
  for (const char* origin : {"http://localhost:3000", "https://127.0.0.1", "http://[::1]:3000"}) {
    EXPECT_EQ(refusal("Origin", origin), "") << origin;
  }
  EXPECT_NE(refusal("Sec-Fetch-Site", "cross-site"), "");
  EXPECT_NE(refusal("sec-fetch-site", "same-site"), "");
  EXPECT_EQ(refusal("Sec-Fetch-Site", "same-origin"), "");
  EXPECT_EQ(refusal("Sec-Fetch-Site", "none"), "");
  EXPECT_EQ(refusal("X-Prometheus-Scrape-Timeout-Seconds", "10"), "");
  EXPECT_THAT(Door(true, {}).Refusal("HTTP/1.0", {{"Host", "127.0.0.1:9190"}}), HasSubstr("HTTP/1.0"));
}

TEST(Door, AnAllowedHostIsPublic) {
  const Door door(true, {"Stats.example", "[2001:db8::1]"});
  for (const char* host : {"stats.example", "STATS.example.:443", "[2001:db8::1]:80"}) {
    EXPECT_EQ(door.Refusal("HTTP/1.0", {{"Host", host}, {"X-Forwarded-For", "192.0.2.1"}, {"Origin", "https://a.b"}}),
              "")
        << host;
  }
  EXPECT_NE(door.Refusal("HTTP/1.1", {{"Host", "other.example"}}), "");
  EXPECT_EQ(door.Refusal("HTTP/1.1", {{"Host", "localhost"}}), "");
  EXPECT_NE(door.Refusal("HTTP/1.1", {{"Host", "localhost"}, {"Via", "1.1 proxy"}}), "");
}

TEST(Door, IsOpenWhereTheServerIsPublic) {
  EXPECT_EQ(Door(false, {}).Refusal("HTTP/1.0", {{"Host", "evil.example"}, {"Via", "1.1 proxy"}}), "");
}

std::string AnswerOf(const Server& server, const std::string& host) {
  TestClient client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  return client.ReadAll();
}

TEST(DoorOfAServer, IsThatOfItsAddress) {
  for (const char* loopback : {"127.0.0.1:0", "localhost:0"}) {
    const auto server = Server::Start(loopback, {"stats.example"}, kNoTrouble);
    ASSERT_TRUE(server.ok()) << server.status();
    EXPECT_THAT(AnswerOf(**server, "localhost"), StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(AnswerOf(**server, "stats.example"), StartsWith("HTTP/1.1 200 "));
    const std::string refused = AnswerOf(**server, "evil.example:9190");
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 403 "));
    EXPECT_THAT(refused, HasSubstr("{\"error\":\"this port is for programs of this machine"));
  }
  const auto everywhere = Server::Start("0.0.0.0:0", {}, kNoTrouble);
  ASSERT_TRUE(everywhere.ok()) << everywhere.status();
  EXPECT_THAT(AnswerOf(**everywhere, "stats.example"), StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace nodestats::crawler
