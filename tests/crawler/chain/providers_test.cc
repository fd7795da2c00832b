// How providers and nodes refuse to give the logs of many blocks at once, as they and their users report it, each over
// HTTP. What is done must not depend on the words: some are nobody's.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/sleep.h"
#include "ticket_chain.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

struct Refusal {
  std::string whose;
  json answer;
};

json Error(int code, const std::string& message) { return FakeChain::Error(code, message); }

// With a status other than 200.
json ErrorWith(const std::string& status, int code, const std::string& message) {
  return FakeChain::Http(status, json({{"id", 0}, {"error", {{"code", code}, {"message", message}}}}).dump());
}

std::vector<Refusal> Refusals() {
  return {
      {"Alchemy, size",
       Error(
           -32602,
           "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on "
           "the response size, or you can request any block range with a cap of 10K logs in the response. Based on "
           "your parameters and the response size limit, this block range should work: [0x0, 0xd043b8]")},
      {"Alchemy, free",
       Error(-32600,
             "You can make eth_getLogs requests with up to a 500 block range. Based on your parameters, this "
             "block range should work: [0x123c9b2, 0x123cba5]")},
      {"Alchemy, HTTP 400", ErrorWith("400 Bad Request", -32600, "Under the Free tier plan, up to a 10 block range")},
      {"Infura, results",
       Error(-32005, "query returned more than 10000 results. Try with this block range [0x1, 0x2].")},
      {"Infura, time", Error(-32005, "query timeout exceeded")},
      {"Infura, range", Error(-32602, "range 1000000 exceeds limit of 10000")},
      {"QuickNode", Error(-32614, "eth_getLogs is limited to a 10,000 range")},
      {"QuickNode, HTTP 413", ErrorWith("413 Payload Too Large", -32614, "eth_getLogs is limited to a 5 range")},
      {"Ankr", Error(-32600, "block range is too wide")},
      {"Ankr, distance", Error(-32000, "maximum [from, to] blocks distance: 100")},
      {"drpc", Error(35, "ranges over 10000 blocks are not supported on freetier")},
      {"drpc, time", ErrorWith("408 Request Timeout", 30, "Request timeout on the free tier, please upgrade")},
      {"drpc, HTTP 500", ErrorWith("500 Internal Server Error", 19, "Temporary internal error. Please retry")},
      {"Chainstack", Error(-32602, "Block range limit exceeded. See more details at the documentation")},
      {"BlastAPI", Error(-32600, "eth_getLogs is limited to a 500 range")},
      {"BlastAPI, plan", Error(-32000, "block range 5000 exceeds the range allowed for your plan (5000 > 1024)")},
      {"Cloudflare",
       Error(-32047, "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800")},
      {"publicnode", Error(-32701, "exceed maximum block range: 50000")},
      {"publicnode, HTTP 403", ErrorWith("403 Forbidden", -32701, "Please specify an address in your request")},
      {"1rpc", Error(-32001, "response size should not greater than 10000000 bytes")},
      {"BlockPI", Error(-32602, "eth_getLogs is limited to 1024 block range. Please check the parameter requirements")},
      {"LlamaRPC", Error(-32602, "query exceeds max results 20000, retry with the range 100-200")},
      {"Base", ErrorWith("503 Service Unavailable", -32011, "no backend is currently healthy to serve traffic")},
      {"Coinbase", Error(-32602, "please limit the query to at most 1000 blocks")},
      {"Tenderly", Error(-32602, "invalid params")},
      {"thirdweb", Error(-32005, "Maximum allowed number of requested blocks is 3500")},
      {"Merkle", Error(-32000, "eth_getLogs range is too large, max is 10k blocks")},
      {"Nethermind", Error(-32005, "Too many logs requested. Max logs per response is 20000.")},
      {"Nethermind, time", Error(-32016, "eth_getLogs request was canceled due to enabled timeout.")},
      {"Erigon", Error(-32000, "query exceeds the maximum of logs")},
      {"Arbitrum Nitro", Error(-32000, "logs matched by query exceeds limit of 10000")},
      {"Optimism", Error(-32020, "backend response too large")},
      {"reth", Error(-32602, "query exceeds max block range 100000")},
      {"Besu", Error(-32000, "Requested range exceeds maximum RPC range limit")},
      {"geth, time", Error(-32002, "request timed out")},
      {"geth, deadline", Error(-32000, "context deadline exceeded")},
      {"zkSync", Error(-32008, "Response is too big")},
      {"Avalanche", Error(-32000, "requested too many blocks from 1 to 99999, maximum is set to 2048")},
      {"a balancer's page, 502", FakeChain::Http("502 Bad Gateway", "<html>")},
      {"a balancer's page, 503", FakeChain::Http("503 Service Unavailable", "<html>")},
      {"a balancer's page, 504", FakeChain::Http("504 Gateway Timeout", "<html>")},
      {"a firewall's page, 403", FakeChain::Http("403 Forbidden", "<html>")},
      {"a page, 200", FakeChain::Http("200 OK", "<html>")},
      {"a dropped connection", FakeChain::Http("")},
      {"an answer that breaks off", FakeChain::Http("200 OK", "{", "Content-Length: 99\r\n")},
      {"nobody: words", Error(-32099, "Das ist mir zu viel.")},
      {"nobody: no words", Error(0, "")},
      {"nobody: a status", FakeChain::Http("418 I'm a teapot", "short and stout")},
  };
}

const std::map<Account, double> kFeesOfTheLast2000 = {{Of(100), 2}, {Of(101), 1}};

TEST(Providers, WhoGivesFewerBlocksAtOnceIsAskedForFewer) {
  for (const auto& [whose, answer] : Refusals()) {
    FakeChain chain(TicketMethods(AtMost(300, answer)));
    const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 98000);
    ASSERT_TRUE(tickets.ok()) << whose << ": " << tickets.status();
    EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast2000) << whose;
    EXPECT_LE(chain.requests(), 35) << whose;
  }
}

// A limit on logs rather than blocks: a stretch is crowded.
TEST(Providers, ACrowdedStretchIsReadInPieces) {
  for (const auto& [whose, answer] : Refusals()) {
    FakeChain chain(TicketMethods([refusal = answer](const json& params) {
      const auto [first, last] = RangeOf(params);
      const bool crowded = first < 99100 && last >= 99000;
      return crowded && last - first >= 50 ? refusal : LogsOf(params);
    }));
    const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 98000);
    ASSERT_TRUE(tickets.ok()) << whose << ": " << tickets.status();
    EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast2000) << whose;
    EXPECT_LE(chain.requests(), 60) << whose;
  }
}

// Each second call is one too many.
TEST(Providers, ALimitedRateIsNotTakenForALimitOfBlocks) {
  for (const auto& [whose, answer] : Refusals()) {
    int calls = 0;
    FakeChain chain(TicketMethods([&calls, refusal = answer](const json& params) {
      if (BlocksOf(params) > 100) return FakeChain::Error(-32602, "block range too wide");
      return ++calls % 2 == 0 ? refusal : LogsOf(params);
    }));
    const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 98000);
    ASSERT_TRUE(tickets.ok()) << whose << ": " << tickets.status();
    EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast2000) << whose;
    EXPECT_LE(chain.calls(), 300) << whose << ": some 200 of them look for the first block";
  }
}

TEST(Providers, ABlockThatCannotBeReadIsAnErrorInTheirWords) {
  for (const auto& [whose, answer] : Refusals()) {
    FakeChain chain(TicketMethods(AtMost(0, answer)));
    const absl::Status status = ReadTicketsOnce(OptionsFor(chain), kStart + 99990).status();
    EXPECT_TRUE(absl::IsInternal(status)) << whose << ": " << status;
    EXPECT_TRUE(absl::StrContains(status.message(), "eth_getLogs: ")) << whose << ": " << status;
    EXPECT_LE(chain.requests(), 20) << whose;
  }
}

}  // namespace
}  // namespace nodestats::crawler
