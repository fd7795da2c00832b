#include "chain/ticket_log.h"

#include <string>

#include "absl/strings/match.h"
#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr char kEvent[] = "WinningTicketTransfer(address,address,uint256)";
constexpr size_t kTopics = 3;  // the event, and its two indexed arguments
constexpr double kWeiPerEth = 1e18;

RpcCall AskLogs(const Account& contract, const std::string& topic, const BlockRange& range) {
  const json filter = {{"address", AccountText(contract)},
                       {"topics", json::array({topic})},
                       {"fromBlock", HexQuantity(range.first)},
                       {"toBlock", HexQuantity(range.last)}};
  return {.method = "eth_getLogs", .params = json::array({filter})};
}

std::string TopicText() { return HexData(AbiWord(WinningTicketTransferTopic())); }

std::optional<Account> AccountOf(const json& topic) {
  const std::optional<std::string> word = ParseHexData(topic);
  return word && word->size() == kAbiWordBytes ? AbiAnswer(*word).AddressAt(0) : std::nullopt;
}

// Of which contract, and in which block.
bool IsOf(const json& log, const std::string& broker, const BlockRange& range) {
  const auto address = log.find("address");
  const auto number = log.find("blockNumber");
  if (address == log.end() || number == log.end() || !address->is_string()) return false;
  const std::optional<uint64_t> block = ParseHexQuantity(*number);
  return absl::EqualsIgnoreCase(address->get_ref<const std::string&>(), broker) && block && *block >= range.first &&
         *block <= range.last;
}

std::optional<Transfer> ReadTransfer(const json& log, const std::string& broker, const std::string& topic,
                                     const BlockRange& range) {
  if (!log.is_object() || !IsOf(log, broker, range)) return std::nullopt;
  const auto topics = log.find("topics");
  const auto data = log.find("data");
  if (topics == log.end() || data == log.end()) return std::nullopt;
  if (!topics->is_array() || topics->size() != kTopics || (*topics)[0] != topic) return std::nullopt;
  const std::optional<Account> sender = AccountOf((*topics)[1]);
  const std::optional<Account> recipient = AccountOf((*topics)[2]);
  const std::optional<std::string> words = ParseHexData(*data);
  const auto amount = words ? AbiAnswer(*words).WordAt(0) : std::nullopt;
  if (!sender || !recipient || !amount) return std::nullopt;
  return Transfer{.block = *ParseHexQuantity(log["blockNumber"]),
                  .sender = *sender,
                  .recipient = *recipient,
                  .amount_eth = WordToDouble(*amount) / kWeiPerEth};
}

}  // namespace

Digest WinningTicketTransferTopic() { return Keccak256(kEvent); }

RpcCall AskTicketLogs(const Account& ticket_broker, const BlockRange& range) {
  return AskLogs(ticket_broker, TopicText(), range);
}

RpcCall AskNoLogs(const Account& ticket_broker, const BlockRange& range) {
  return AskLogs(ticket_broker, HexData(AbiWord(uint64_t{0})), range);  // no signature has the digest 0
}

std::optional<std::vector<Transfer>> ReadTicketLogs(const json& logs, const Account& ticket_broker,
                                                    const BlockRange& range) {
  if (!logs.is_array()) return std::nullopt;
  const std::string broker = AccountText(ticket_broker);
  const std::string topic = TopicText();
  std::vector<Transfer> transfers;
  for (const json& log : logs) {
    const std::optional<Transfer> transfer = ReadTransfer(log, broker, topic, range);
    if (!transfer) return std::nullopt;
    if (transfer->amount_eth > 0) transfers.push_back(*transfer);
  }
  return transfers;
}

}  // namespace nodestats::crawler
