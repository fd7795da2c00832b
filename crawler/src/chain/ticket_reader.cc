#include "chain/ticket_reader.h"

#include <algorithm>
#include <chrono>

namespace nodestats::crawler {

void TicketReader::Start(const ChainOptions& options, int64_t from_unix_seconds, const TicketLedger& ledger) {
  if (reading_.valid()) return;
  reading_ = std::async(std::launch::async, [this, options, from_unix_seconds, ledger] {
    Reading reading{.tickets = Tickets(), .ledger = ledger};
    reading.tickets = ReadTickets(options, from_unix_seconds, reading.ledger, ended_, nullptr);
    return reading;
  });
}

std::optional<TicketReader::Reading> TicketReader::Take(absl::Duration patience, const std::atomic<bool>& stop) {
  constexpr absl::Duration kStep = absl::Milliseconds(100);
  if (!reading_.valid()) return std::nullopt;
  while (reading_.wait_for(absl::ToChronoMilliseconds(std::min(patience, kStep))) != std::future_status::ready) {
    patience -= kStep;
    if (stop || patience <= absl::ZeroDuration()) return std::nullopt;
  }
  return reading_.get();
}

}  // namespace nodestats::crawler
