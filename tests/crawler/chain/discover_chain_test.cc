#include "chain/discover_chain.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "base/accounts.h"
#include "base/sleep.h"
#include "chain/abi_encode.h"
#include "chain/hex.h"
#include "fake_chain.h"

// The good case is tried against a real chain (tests/network).
namespace nodestats::crawler {
namespace {

using nlohmann::json;

// A chain without the reader, on which each contract call gives the same word, or what `call` says.
std::map<std::string, FakeChain::Method> Methods(FakeChain::Method call) {
  return {{"eth_chainId", [](const json&) { return json("0xa4b1"); }},
          {"eth_getBlockByNumber", [](const json&) { return json({{"number", "0x5"}, {"timestamp", "0x6"}}); }},
          {"eth_call", std::move(call)}};
}

absl::StatusOr<NodeList> Discover(const FakeChain& chain) {
  ChainOptions options;
  options.rpc_url = chain.url();
  options.attempts = 2;
  options.backoff = absl::Milliseconds(1);
  return DiscoverFromChain(options, NodeList(), kNeverStop, nullptr);
}

TEST(DiscoverChain, ControllerAndAiRegistryAreThoseOfArbitrumOne) {
  EXPECT_EQ(AccountText(Contracts::ArbitrumOne().controller), "0xd8e8328501e9645d16cf49539efc04f734606ee4");
  EXPECT_EQ(AccountText(Contracts::ArbitrumOne().ai_service_registry), "0x04c0b249740175999e5bf5c9ac1da92431ef34c5");
  EXPECT_EQ(ChainOptions().expected_chain_id, 42161U);
}

TEST(DiscoverChain, APoolThatRunsInACircleIsRefused) {
  FakeChain chain(Methods([](const json& params) {
    if (!params[0].contains("to")) return FakeChain::Error(-32602, "missing to");
    return json(HexData(AbiWord(Of(7))));  // everybody is next to itself
  }));
  const auto list = Discover(chain);
  EXPECT_TRUE(absl::IsInternal(list.status())) << list.status();
  EXPECT_TRUE(absl::StrContains(list.status().message(), "no end"));
}

// Nodes and front ends have many ways not to run code that is nowhere on the chain.
TEST(DiscoverChain, AReaderThatFailsInAnyWayIsDoneWithout) {
  const json ways[] = {"0x1234",
                       "0x",
                       nullptr,
                       FakeChain::Error(-32602, "missing field: to"),
                       FakeChain::Error(-32000, "out of gas"),
                       FakeChain::Error(3, "execution reverted"),
                       FakeChain::Error(-32000, "max initcode size exceeded"),
                       FakeChain::Error(-99, "Nein."),
                       FakeChain::Http("400 Bad Request", "<html>"),
                       FakeChain::Http("403 Forbidden", "<html>"),
                       FakeChain::Http("413 Payload Too Large"),
                       FakeChain::Http("500 Internal Server Error", "<html>"),
                       FakeChain::Http("502 Bad Gateway", "<html>"),
                       FakeChain::Http("504 Gateway Timeout"),
                       FakeChain::Http("200 OK", "<html>"),
                       FakeChain::Http("")};
  for (const json& way : ways) {
    FakeChain chain(Methods([&way](const json& params) -> json {
      const std::string data = params[0]["data"];
      if (!params[0].contains("to")) return way;
      if (absl::StartsWith(data, "0xe16c7d98")) return HexData(AbiWord(Of(1)));
      if (absl::StartsWith(data, "0x88a6c749")) return HexData(AbiWord(Of(9)));       // the first
      if (absl::StartsWith(data, "0x235c9603")) return HexData(AbiWord(kNoAccount));  // and only
      return HexData(std::string(96, '\xff'));                                        // no string
    }));
    const auto list = Discover(chain);
    ASSERT_TRUE(list.ok()) << way << ": " << list.status();
    ASSERT_EQ(list->orchestrators.size(), 1U);
    EXPECT_EQ(list->orchestrators[0].recipient, Of(9));
    EXPECT_TRUE(list->orchestrators[0].uris.empty());
    EXPECT_EQ(list->block_number, 5U);
    EXPECT_EQ(list->round, 0U);  // not a number of 64 bits
    EXPECT_EQ(chain.requests(), 6) << way << ": head, reader, two for the pool, URIs and round";
  }
}

TEST(DiscoverChain, ProgressIsTold) {
  FakeChain chain(Methods([](const json&) { return json(HexData(AbiWord(kNoAccount))); }));
  ChainOptions options;
  options.rpc_url = chain.url();
  std::vector<std::string> lines;
  const auto list =
      DiscoverFromChain(options, NodeList(), kNeverStop, [&](const std::string& line) { lines.push_back(line); });
  EXPECT_TRUE(absl::IsFailedPrecondition(list.status()));  // the Controller knows nobody
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(absl::StrContains(lines[0], "127.0.0.1"));
}

}  // namespace
}  // namespace nodestats::crawler
