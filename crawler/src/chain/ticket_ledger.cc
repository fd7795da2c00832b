#include "chain/ticket_ledger.h"

#include <algorithm>
#include <cmath>

#include "nlohmann/json.hpp"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

template <typename Number>
bool ReadNumber(const json& from, const char* name, Number& number) {
  const auto field = from.find(name);
  if (field == from.end() || !field->is_number_unsigned()) return false;
  number = field->get<Number>();
  return true;
}

std::optional<Account> ReadAccount(const json& text) {
  return text.is_string() ? ParseAccount(text.get_ref<const std::string&>()) : std::nullopt;
}

std::optional<Transfer> ReadTransfer(const json& row) {
  if (!row.is_array() || row.size() != 4 || !row[0].is_number_unsigned() || !row[3].is_number()) return std::nullopt;
  const std::optional<Account> sender = ReadAccount(row[1]);
  const std::optional<Account> recipient = ReadAccount(row[2]);
  const double amount_eth = row[3].get<double>();
  if (!sender || !recipient || !std::isfinite(amount_eth) || amount_eth <= 0) return std::nullopt;
  return Transfer{
      .block = row[0].get<uint64_t>(), .sender = *sender, .recipient = *recipient, .amount_eth = amount_eth};
}

}  // namespace

void Continue(TicketLedger& ledger, uint64_t chain_id, const Account& ticket_broker, uint64_t first_block,
              uint64_t latest) {
  const bool serves = ledger.chain_id == chain_id && ledger.ticket_broker == ticket_broker &&
                      ledger.first_block <= first_block && first_block <= ledger.next_block &&
                      ledger.next_block <= latest + 1;
  if (!serves) {
    ledger = TicketLedger{.chain_id = chain_id, .ticket_broker = ticket_broker, .next_block = first_block};
  }
  ledger.first_block = first_block;
  const auto useless = [&ledger](const Transfer& transfer) {
    return transfer.block < ledger.first_block || transfer.block >= ledger.next_block;
  };
  ledger.transfers.erase(std::remove_if(ledger.transfers.begin(), ledger.transfers.end(), useless),
                         ledger.transfers.end());
}

Tickets SumsOf(const TicketLedger& ledger) {
  Tickets tickets{.from_unix_seconds = ledger.from_unix_seconds, .to_unix_seconds = ledger.to_unix_seconds};
  for (const Transfer& transfer : ledger.transfers) {
    tickets.fees_eth[transfer.recipient] += transfer.amount_eth;
    tickets.senders.insert(transfer.sender);
  }
  return tickets;
}

std::string TicketLedgerJson(const TicketLedger& ledger) {
  json transfers = json::array();
  for (const Transfer& each : ledger.transfers) {
    transfers.push_back({each.block, AccountText(each.sender), AccountText(each.recipient), each.amount_eth});
  }
  return json({{"chain_id", ledger.chain_id},
               {"ticket_broker", AccountText(ledger.ticket_broker)},
               {"first_block", ledger.first_block},
               {"next_block", ledger.next_block},
               {"from_unix_seconds", ledger.from_unix_seconds},
               {"to_unix_seconds", ledger.to_unix_seconds},
               {"transfers", std::move(transfers)}})
      .dump();
}

std::optional<TicketLedger> ParseTicketLedger(absl::string_view text) {
  const json read = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!read.is_object()) return std::nullopt;
  TicketLedger ledger;
  const auto broker = read.find("ticket_broker");
  const auto transfers = read.find("transfers");
  const std::optional<Account> account = broker == read.end() ? std::nullopt : ReadAccount(*broker);
  if (!account || transfers == read.end() || !transfers->is_array() || !ReadNumber(read, "chain_id", ledger.chain_id) ||
      !ReadNumber(read, "first_block", ledger.first_block) || !ReadNumber(read, "next_block", ledger.next_block) ||
      !ReadNumber(read, "from_unix_seconds", ledger.from_unix_seconds) ||
      !ReadNumber(read, "to_unix_seconds", ledger.to_unix_seconds)) {
    return std::nullopt;
  }
  ledger.ticket_broker = *account;
  for (const json& row : *transfers) {
    const std::optional<Transfer> transfer = ReadTransfer(row);
    if (!transfer) return std::nullopt;
    ledger.transfers.push_back(*transfer);
  }
  return ledger;
}

}  // namespace nodestats::crawler
