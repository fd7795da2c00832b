// A chain on which a ticket of an ETH is paid in each thousandth block, of ten senders to two recipients.
#ifndef NODESTATS_TESTS_CRAWLER_CHAIN_TICKET_CHAIN_H_
#define NODESTATS_TESTS_CRAWLER_CHAIN_TICKET_CHAIN_H_

#include <map>
#include <string>
#include <utility>

#include "base/accounts.h"
#include "base/sleep.h"
#include "chain/abi_encode.h"
#include "chain/discover_chain.h"
#include "chain/hex.h"
#include "chain/ticket_log.h"
#include "fake_chain.h"

namespace nodestats::crawler {

inline constexpr uint64_t kLatest = 100000;
inline constexpr int64_t kStart = 1700000000;  // a block each second
inline const Account kBroker = *ParseAccount("0xa8bB618B1520E284046F3dFc448851A1Ff26e41B");

inline BlockRange RangeOf(const nlohmann::json& params) {
  return {.first = *ParseHexQuantity(params[0]["fromBlock"]), .last = *ParseHexQuantity(params[0]["toBlock"])};
}
inline uint64_t BlocksOf(const nlohmann::json& params) {
  const BlockRange range = RangeOf(params);
  return range.last - range.first + 1;
}

inline FakeChain::Method BlocksUpTo(uint64_t latest) {
  return [latest](const nlohmann::json& params) -> nlohmann::json {
    const uint64_t number = params[0] == "latest" ? latest : *ParseHexQuantity(params[0]);
    return {{"number", HexQuantity(number)}, {"timestamp", HexQuantity(static_cast<uint64_t>(kStart) + number)}};
  };
}

inline nlohmann::json LogsOf(const nlohmann::json& params) {
  const auto [first, last] = RangeOf(params);
  nlohmann::json logs = nlohmann::json::array();
  if (params[0]["topics"][0] != HexData(AbiWord(WinningTicketTransferTopic()))) return logs;
  for (uint64_t block = (first + 999) / 1000 * 1000; block <= last; block += 1000) {
    logs.push_back({{"address", AccountText(kBroker)},
                    {"blockNumber", HexQuantity(block)},
                    {"topics",
                     {HexData(AbiWord(WinningTicketTransferTopic())), HexData(AbiWord(Of(block / 1000 % 10))),
                      HexData(AbiWord(Of(100 + block / 1000 % 2)))}},
                    {"data", HexData(AbiWord(uint64_t{1000000000000000000}))}});
  }
  return logs;
}

// `logs` answers eth_getLogs.
inline std::map<std::string, FakeChain::Method> TicketMethods(FakeChain::Method logs, uint64_t latest = kLatest) {
  return {{"eth_chainId", [](const nlohmann::json&) { return nlohmann::json("0xa4b1"); }},
          {"eth_getBlockByNumber", BlocksUpTo(latest)},
          {"eth_call", [](const nlohmann::json&) { return nlohmann::json(HexData(AbiWord(kBroker))); }},
          {"eth_getLogs", std::move(logs)}};
}

// Refuses more blocks at once, with that answer.
inline FakeChain::Method AtMost(uint64_t blocks, const nlohmann::json& refusal) {
  return [=](const nlohmann::json& params) { return BlocksOf(params) > blocks ? refusal : LogsOf(params); };
}

inline ChainOptions OptionsFor(const FakeChain& chain) {
  ChainOptions options;
  options.rpc_url = chain.url();
  options.attempts = 2;
  options.backoff = absl::Milliseconds(1);
  return options;
}

inline absl::StatusOr<Tickets> ReadTicketsOnce(const ChainOptions& options, int64_t from_unix_seconds,
                                               const std::atomic<bool>& stop = kNeverStop) {
  TicketLedger ledger;
  return ReadTickets(options, from_unix_seconds, ledger, stop, nullptr);
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_CHAIN_TICKET_CHAIN_H_
