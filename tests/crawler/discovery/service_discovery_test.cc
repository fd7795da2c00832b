#include <gtest/gtest.h>

#include "discovery/discovery.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

Endpoint At(const std::string& host, const std::string& address, bool tls) {
  Endpoint endpoint;
  endpoint.recipient.back() = 1;
  endpoint.uri = (tls ? "https://" : "http://") + host;
  endpoint.tls = tls;
  endpoint.host = host;
  endpoint.port = 8935;
  endpoint.address = address;
  return endpoint;
}

TEST(ServiceDiscovery, AHostWithOneAddressIsNamed) {
  const json targets =
      json::parse(ServiceDiscoveryJson({.endpoints = {At("a.example", "1.1.1.1", true)}, .unreachable = {}}));
  EXPECT_EQ(targets, json::array({{{"targets", {"a.example:8935"}},
                                   {"labels",
                                    {{"__scheme__", "https"},
                                     {"__metrics_path__", "/nodestats"},
                                     {"origin", "registry"},
                                     {"recipient", "0x0000000000000000000000000000000000000001"}}}}}));
}

TEST(ServiceDiscovery, OneWithSeveralIsATargetEach) {
  const json targets = json::parse(ServiceDiscoveryJson(
      {.endpoints = {At("a.example", "1.1.1.1", false), At("a.example", "2606::1", false)}, .unreachable = {}}));
  ASSERT_EQ(targets.size(), 2U);
  EXPECT_EQ(targets[0]["targets"], json({"1.1.1.1:8935"}));
  EXPECT_EQ(targets[1]["targets"], json({"[2606::1]:8935"}));
  EXPECT_EQ(targets[1]["labels"]["__scheme__"], "http");
}

// Prometheus wants strings alone in labels, and an array in any case.
TEST(ServiceDiscovery, NobodysHasNoRecipientAndNothingIsAnArray) {
  Endpoint endpoint = At("2606::1", "2606::1", true);
  endpoint.recipient = kNoAccount;
  const json targets = json::parse(ServiceDiscoveryJson({.endpoints = {endpoint}, .unreachable = {}}));
  EXPECT_FALSE(targets[0]["labels"].contains("recipient"));
  EXPECT_EQ(targets[0]["targets"], json({"[2606::1]:8935"}));
  for (const auto& label : targets[0]["labels"]) EXPECT_TRUE(label.is_string());
  EXPECT_EQ(json::parse(ServiceDiscoveryJson({})), json::array());
}

}  // namespace
}  // namespace nodestats::crawler
