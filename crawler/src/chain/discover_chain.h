// Reads who is an orchestrator, and where, from the chain.
#ifndef NODESTATS_CRAWLER_CHAIN_DISCOVER_CHAIN_H_
#define NODESTATS_CRAWLER_CHAIN_DISCOVER_CHAIN_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chain/ticket_ledger.h"
#include "chain/tickets.h"
#include "discovery/endpoint.h"

namespace nodestats::crawler {

// Contracts of Arbitrum One. Those that are not given are asked of the Controller.
struct Contracts {
  Account controller;  // 0xD8E8328501E9645d16Cf49539efC04f734606ee4
  std::optional<Account> bonding_manager, service_registry, rounds_manager, ticket_broker;
  Account ai_service_registry;  // 0x04C0b249740175999E5BF5c9ac1dA92431EF34C5, not in the Controller
  static Contracts ArbitrumOne();
};

struct ChainOptions {
  std::string rpc_url;  // http(s); may hold a key, and is never printed beyond its host
  uint64_t expected_chain_id = 42161;
  Contracts contracts = Contracts::ArbitrumOne();
  bool ai_registry = false;
  int batch = 100;                                   // calls in a request
  absl::Duration deadline = absl::Seconds(20);       // of a request
  int attempts = 5;                                  // where the endpoint is busy (429, -32005) or away
  absl::Duration backoff = absl::Milliseconds(500);  // before the second attempt; doubles, each times 0.5 to 1.5
  // ReadTickets gives up beyond: an endpoint that gives few blocks at once would need tens of thousands of requests.
  int most_ticket_requests = 2000;
  absl::Duration ticket_deadline = absl::Minutes(2);
};

using ProgressLine = std::function<void(const std::string&)>;  // may be empty

// `known` is the last list, which speeds the walk up where the endpoint refuses to run the reader; may be empty.
// Errors: UNAVAILABLE (not reached, rate-limited), FAILED_PRECONDITION (another chain id; no such contract), INTERNAL
// (an answer that makes no sense), CANCELLED (`stop` was set).
absl::StatusOr<NodeList> DiscoverFromChain(const ChainOptions& options, const NodeList& known,
                                           const std::atomic<bool>& stop, const ProgressLine& progress);

// Sums of the tickets paid between `from` and now. `ledger` is what was read before, or empty; only what it lacks is
// read, and what was got stays in it also where this fails. The last ten minutes are read again each time, for other
// nodes of the endpoint may be behind the one that told the latest block. Errors: likewise, and DEADLINE_EXCEEDED (the
// endpoint gives too few blocks at once, or is too slow), CANCELLED (`stop` was set).
absl::StatusOr<Tickets> ReadTickets(const ChainOptions& options, int64_t from_unix_seconds, TicketLedger& ledger,
                                    const std::atomic<bool>& stop, const ProgressLine& progress);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_DISCOVER_CHAIN_H_
