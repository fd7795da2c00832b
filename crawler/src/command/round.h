// One round of a crawl: asks every node whose turn it is, and stores what it said.
#ifndef NODESTATS_CRAWLER_COMMAND_ROUND_H_
#define NODESTATS_CRAWLER_COMMAND_ROUND_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "command/node_source.h"
#include "command/progress.h"
#include "fetch/fetcher.h"
#include "store/store.h"

namespace nodestats::crawler {

// When places are asked again: when they have something new, as they said themselves, but each hour. Only places whose
// answer is stored are here.
using NextRelease = std::map<Place, SteadyTime>;

// What counts is what was stored.
struct Round {
  int listed = 0;  // places that could be asked
  int asked = 0;
  std::array<int, kReasonCount> reasons{};  // of those asked, and of names that lead nowhere
  Saved saved;
  int64_t received_bytes = 0;
  absl::Time next_due = absl::InfiniteFuture();  // where none was: when the next is, by the wall clock as it is now
  absl::Status removal;                          // of what is too old

  // Somebody was asked, or it is nobody's turn. Not where there is nobody to ask.
  bool IsWell() const { return listed > 0; }

  Round& operator+=(const Round& other);
};

// "asked 98 nodes: 90 well, 5 refused, 3 dns; 90 new releases", "nothing due, next at 10:00 UTC": for a log or a
// person.
std::string Summarize(const Round& round);

// How much nodes are asked for: what is new; or all that they keep, to see whether one changed its story.
enum class Extent { kNew, kAll };

// Places whose turn is still to come are left out; `next` is kept up. What was not asked before `stop` is left
// out too. Each place has an hour of the day in which it is asked for all that it keeps. Errors: those of Store::Save,
// which end the round; who was not stored by then is asked again in the next.
absl::StatusOr<Round> RunRound(const FetchOptions& options, Extent extent, const Found& found, Store& store,
                               NextRelease& next, const Clock& clock, const std::atomic<bool>& stop,
                               Progress& progress);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_ROUND_H_
