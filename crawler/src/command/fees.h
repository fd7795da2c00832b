// Who was paid how much in the last week, for the share of fees. Nothing waits for it: the view is whole without.
#ifndef NODESTATS_CRAWLER_COMMAND_FEES_H_
#define NODESTATS_CRAWLER_COMMAND_FEES_H_

#include <atomic>
#include <optional>

#include "absl/time/time.h"
#include "base/clock.h"
#include "chain/ticket_reader.h"
#include "command/progress.h"
#include "store/store.h"

namespace nodestats::crawler {

// Used by one thread; reads in another. What was read is kept in the store, so that a restart goes on from there.
class Fees {
 public:
  Fees(Store& store, const Clock& clock, const std::atomic<bool>& stop, Progress& progress)
      : store_(store), clock_(clock), stop_(stop), progress_(progress) {}

  // Begins to read what is new, where the last time is six hours ago.
  void Refresh(const ChainOptions& chain);
  // Waits for at most `patience`, and gives what is known then. A failure is said, and tried again at the next turn.
  const Tickets& Known(absl::Duration patience);

 private:
  void Load();
  const Tickets& Fresh() const;

  Store& store_;
  const Clock& clock_;
  const std::atomic<bool>& stop_;
  Progress& progress_;
  std::optional<TicketLedger> ledger_{};  // nullopt: not loaded
  Tickets tickets_{};
  std::optional<SteadyTime> refreshed_{};
  TicketReader reader_{};
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_FEES_H_
