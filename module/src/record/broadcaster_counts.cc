#include "record/broadcaster_counts.h"

#include <cstddef>

#include "absl/numeric/int128.h"

namespace nodestats {

// A ninth stays free, so that a free one is found within some forty steps, in a few cache lines.
BroadcasterCounts::BroadcasterCounts(uint32_t max_broadcasters)
    : entries_(size_t{max_broadcasters} + max_broadcasters / 8 + 1) {}

bool BroadcasterCounts::Add(uint64_t broadcaster, uint32_t most) {
  const uint64_t name = broadcaster << kCountBits;
  auto at = static_cast<size_t>(absl::Uint128High64(absl::uint128(broadcaster) * entries_.size()));
  while (entries_[at] != 0 && entries_[at] >> kCountBits << kCountBits != name) {
    at = at + 1 < entries_.size() ? at + 1 : 0;
  }
  const auto count = static_cast<uint32_t>(entries_[at] - (entries_[at] == 0 ? 0 : name));
  if (count >= most) return false;
  entries_[at] = name + count + 1;
  return true;
}

}  // namespace nodestats
