#include "chain/ticket_log.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr char kEvent[] = "WinningTicketRedeemed(address,address,uint256,uint256,uint256,uint256,bytes)";
constexpr size_t kTopics = 3;  // the event, and its two indexed arguments
constexpr double kWeiPerEth = 1e18;

std::string TopicText() { return HexData(AbiWord(WinningTicketRedeemedTopic())); }

struct Ticket {
  Account sender, recipient;
  double fee_eth;
};

std::optional<Account> AccountOf(const json& topic) {
  const std::optional<std::string> word = ParseHexData(topic);
  return word && word->size() == kAbiWordBytes ? AbiAnswer(*word).AddressAt(0) : std::nullopt;
}

std::optional<Ticket> ReadTicket(const json& log, const std::string& broker, const std::string& topic) {
  if (!log.is_object()) return std::nullopt;
  const auto address = log.find("address");
  const auto topics = log.find("topics");
  const auto data = log.find("data");
  if (address == log.end() || topics == log.end() || data == log.end()) return std::nullopt;
  if (!address->is_string() || !absl::EqualsIgnoreCase(address->get_ref<const std::string&>(), broker)) {
    return std::nullopt;
  }
  if (!topics->is_array() || topics->size() != kTopics || (*topics)[0] != topic) return std::nullopt;
  const std::optional<Account> sender = AccountOf((*topics)[1]);
  const std::optional<Account> recipient = AccountOf((*topics)[2]);
  const std::optional<std::string> words = ParseHexData(*data);
  const auto value = words ? AbiAnswer(*words).WordAt(0) : std::nullopt;
  if (!sender || !recipient || !value) return std::nullopt;
  return Ticket{.sender = *sender, .recipient = *recipient, .fee_eth = WordToDouble(*value) / kWeiPerEth};
}

}  // namespace

Digest WinningTicketRedeemedTopic() { return Keccak256(kEvent); }

RpcCall AskTicketLogs(const Account& ticket_broker, const BlockRange& range) {
  const json filter = {{"address", AccountText(ticket_broker)},
                       {"topics", json::array({TopicText()})},
                       {"fromBlock", HexQuantity(range.first)},
                       {"toBlock", HexQuantity(range.last)}};
  return {.method = "eth_getLogs", .params = json::array({filter})};
}

bool AddTicketLogs(const json& logs, const Account& ticket_broker, Tickets& tickets) {
  if (!logs.is_array()) return false;
  const std::string broker = AccountText(ticket_broker);
  const std::string topic = TopicText();
  std::vector<Ticket> read;
  for (const json& log : logs) {
    const std::optional<Ticket> ticket = ReadTicket(log, broker, topic);
    if (!ticket) return false;
    read.push_back(*ticket);
  }
  for (const Ticket& ticket : read) {
    tickets.fees_eth[ticket.recipient] += ticket.fee_eth;
    tickets.senders.insert(ticket.sender);
  }
  return true;
}

// There is no agreed code: -32005, -32602, -32000 and others are in use.
bool IsTooMuch(const RpcError& error) {
  return Mentions(
      error, {"range", "limit", "too many", "too large", "more than", "exceed", "results", "timeout", "timed out"});
}

}  // namespace nodestats::crawler
