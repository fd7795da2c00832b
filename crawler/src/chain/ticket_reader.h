// Reads tickets beside all else, since that may take minutes.
#ifndef NODESTATS_CRAWLER_CHAIN_TICKET_READER_H_
#define NODESTATS_CRAWLER_CHAIN_TICKET_READER_H_

#include <atomic>
#include <cstdint>
#include <future>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chain/discover_chain.h"

namespace nodestats::crawler {

// Used by one thread.
class TicketReader {
 public:
  struct Reading {
    absl::StatusOr<Tickets> tickets;
    TicketLedger ledger;
  };

  TicketReader() = default;
  ~TicketReader() { ended_ = true; }  // the thread follows within a second
  TicketReader(const TicketReader&) = delete;
  TicketReader& operator=(const TicketReader&) = delete;

  // Does nothing where one is under way.
  void Start(const ChainOptions& options, int64_t from_unix_seconds, const TicketLedger& ledger);
  // What came of it, once. nullopt where none was started, or it goes on after `patience` or at `stop`.
  std::optional<Reading> Take(absl::Duration patience, const std::atomic<bool>& stop);

 private:
  std::atomic<bool> ended_{false};
  std::future<Reading> reading_{};  // last: it is waited for before the flag goes
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TICKET_READER_H_
