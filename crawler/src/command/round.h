// One round of a crawl: asks every node whose turn it is, and stores what it said.
#ifndef NODESTATS_CRAWLER_COMMAND_ROUND_H_
#define NODESTATS_CRAWLER_COMMAND_ROUND_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "command/node_source.h"
#include "command/progress.h"
#include "fetch/fetcher.h"
#include "store/store.h"

namespace nodestats::crawler {

// When places are asked again, in Unix seconds: when they have something new, as they said themselves, but each hour.
using NextRelease = std::map<Place, int64_t>;

struct Round {
  int asked = 0;
  std::array<int, kReasonCount> reasons{};  // of those asked, and of names that lead nowhere
  Saved saved;
  int64_t received_bytes = 0;
};

// How much nodes are asked for: what is new; or all that they keep, to see whether one changed its story.
enum class Extent { kNew, kAll };

// Places whose turn is still to come are left out; `next` is kept up. What was not asked before `stop` is left
// out too. Each place has an hour of the day in which it is asked for all that it keeps.
absl::StatusOr<Round> RunRound(const FetchOptions& options, Extent extent, const Found& found, Store& store,
                               NextRelease& next, const std::atomic<bool>& stop, Progress& progress);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_ROUND_H_
