#include "discovery/service_uri.h"

#include <gtest/gtest.h>

#include <string>

namespace nodestats::crawler {
namespace {

ParsedUri Parsed(const std::string& uri) {
  const absl::StatusOr<ParsedUri> parsed = ParseServiceUri(uri);
  EXPECT_TRUE(parsed.ok()) << uri << ": " << parsed.status();
  return parsed.value_or(ParsedUri());
}

std::string Why(const std::string& uri) {
  const absl::StatusOr<ParsedUri> parsed = ParseServiceUri(uri);
  EXPECT_TRUE(absl::IsInvalidArgument(parsed.status())) << uri;
  return std::string(parsed.status().message());
}

TEST(ServiceUri, HasSchemeHostAndPort) {
  const ParsedUri uri = Parsed("https://Node.Example:8935");
  EXPECT_TRUE(uri.tls);
  EXPECT_EQ(uri.host, "node.example");
  EXPECT_EQ(uri.port, 8935);
}

TEST(ServiceUri, ThePortIsTheSchemesWhereNoneIsGiven) {
  EXPECT_EQ(Parsed("https://a.example").port, 443);
  EXPECT_EQ(Parsed("http://a.example/path?query#fragment").port, 80);
  EXPECT_FALSE(Parsed("http://a.example").tls);
}

// go-livepeer's gateways put https:// before what they find in the registry.
TEST(ServiceUri, WithoutASchemeItIsHttpsAsGatewaysTakeIt) {
  for (const char* bare : {"1.2.3.4:8935", "node.example:8935", "[2606:4700::1111]:8935", "localhost:8935"}) {
    const ParsedUri uri = Parsed(bare);
    const ParsedUri full = Parsed(std::string("https://") + bare);
    EXPECT_TRUE(uri.tls);
    EXPECT_EQ(uri.host, full.host);
    EXPECT_EQ(uri.port, 8935);
  }
  EXPECT_EQ(Parsed("node.example").port, 443);
  EXPECT_EQ(Parsed("node.example:8935//path").port, 8935);
}

TEST(ServiceUri, AnotherSchemeDoesNotPassForAHost) {
  for (const char* other : {"ftp://a.example", "ws://a.example:1", "ipfs://a", "httpnode.example:8935", "http:a:1",
                            "mailto:a@b.example", "javascript:alert(1)", "://a.example", "a.example:8935://b"}) {
    EXPECT_FALSE(ParseServiceUri(other).ok()) << other;
  }
}

TEST(ServiceUri, AddressesAreHosts) {
  EXPECT_EQ(Parsed("https://1.2.3.4:8935").host, "1.2.3.4");
  EXPECT_EQ(Parsed("https://[2606:4700::1111]:8935").host, "2606:4700::1111");
  EXPECT_EQ(Parsed("https://xn--bcher-kva.example:1").host, "xn--bcher-kva.example");
  EXPECT_EQ(Parsed("https://under_score.example:1").host, "under_score.example");
}

// Inet's old spellings of addresses end as what they are, so that nothing private slips through.
TEST(ServiceUri, OddSpellingsOfAddressesAreMadePlain) {
  EXPECT_EQ(Parsed("https://0x7f000001:1").host, "127.0.0.1");
  EXPECT_EQ(Parsed("https://2130706433:1").host, "127.0.0.1");
  EXPECT_EQ(Parsed("https://127.1:1").host, "127.0.0.1");
}

TEST(ServiceUri, NonsenseIsRefusedWithAReason) {
  EXPECT_EQ(Why(""), "it is empty");
  EXPECT_EQ(Why("not a uri"), "it holds spaces or other than ASCII");
  EXPECT_EQ(Why("https://" + std::string(10000, 'a')), "it is longer than 1024 bytes");
  EXPECT_EQ(Why("https://" + std::string(300, 'a') + ".example"), "its host is longer than a name can be");
  EXPECT_EQ(Why("ftp://a.example"), "it begins with neither https:// nor http://");
  EXPECT_EQ(Why("javascript:alert(1)"), Why("javascript:alert(1)"));
  EXPECT_EQ(Why("https://user@a.example"), "it holds a user or password");
  EXPECT_EQ(Why("https://user:password@a.example"), "it holds a user or password");
  EXPECT_EQ(Why("https://[fe80::1%25eth0]:1"), "its address is of one link only");
  EXPECT_EQ(Why("https://a.example:0"), "its port is none");
}

TEST(ServiceUri, HostileBytesAreRefused) {
  for (const char* bad : {"https://a\x1b[2J.example",
                          "https://a\nb",
                          "https://a\x7f",
                          "https://m\xc3\xbcnchen.example",
                          "https://a b",
                          "https://a\"b:1",
                          "https://a<b>:1",
                          "https://a`b:1",
                          "https://%41%00:1",
                          "https://",
                          "https://:8935",
                          "https:///x",
                          "https://a:99999",
                          "https://a:-1",
                          "https://a:x",
                          "https://[::1",
                          "https://[zz]:1",
                          "//a.example",
                          "https",
                          "https://a;b:1",
                          "https://*:1"}) {
    EXPECT_FALSE(ParseServiceUri(bad).ok()) << bad;
  }
  EXPECT_FALSE(ParseServiceUri(std::string("https://a\0b", 11)).ok());
}

TEST(ServiceUri, TheReasonRepeatsNothingOfIt) {
  for (const char* bad : {"https://user:sesame@a", "sesame://a", "https://sesame sesame", "https://a:sesame"}) {
    EXPECT_EQ(Why(bad).find("sesame"), std::string::npos);
  }
}

}  // namespace
}  // namespace nodestats::crawler
