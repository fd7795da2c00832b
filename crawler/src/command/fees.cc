#include "command/fees.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr char kKey[] = "tickets";
constexpr absl::Duration kSpan = absl::Hours(24 * 7);
constexpr absl::Duration kAge = absl::Hours(6);
constexpr absl::Duration kStaleAge = absl::Hours(24);  // sums that are older are not shown

}  // namespace

void Fees::Load() {
  const absl::StatusOr<std::string> text = store_.Get(kKey);
  ledger_ = text.ok() ? ParseTicketLedger(*text).value_or(TicketLedger()) : TicketLedger();
  tickets_ = SumsOf(*ledger_);
}

void Fees::Refresh(const ChainOptions& chain) {
  if (chain.rpc_url.empty() || stop_) return;
  if (refreshed_ && clock_.Steady() - *refreshed_ < kAge) return;
  refreshed_ = clock_.Steady();
  if (!ledger_) Load();
  reader_.Start(chain, absl::ToUnixSeconds(clock_.Wall() - kSpan), *ledger_);
}

const Tickets& Fees::Known(absl::Duration patience) {
  std::optional<TicketReader::Reading> reading = reader_.Take(patience, stop_);
  if (!reading) return Fresh();
  ledger_ = std::move(reading->ledger);
  absl::Status kept = store_.Put(kKey, TicketLedgerJson(*ledger_));
  if (!kept.ok()) progress_.Note(absl::StrCat("what was read of paid tickets is not kept: ", kept.message()));
  if (reading->tickets.ok()) {
    tickets_ = *std::move(reading->tickets);
  } else {
    progress_.Note(absl::StrCat("paid tickets cannot be read, so that the share of fees is missing or old: ",
                                reading->tickets.status().message(), "; --no-tickets does without them"));
  }
  return Fresh();
}

// Sums of long ago are not this week's.
const Tickets& Fees::Fresh() const {
  static const Tickets kNone;
  return clock_.Wall() - absl::FromUnixSeconds(tickets_.to_unix_seconds) < kStaleAge ? tickets_ : kNone;
}

}  // namespace nodestats::crawler
