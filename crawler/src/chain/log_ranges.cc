#include "chain/log_ranges.h"

#include <algorithm>

namespace nodestats::crawler {

std::optional<BlockRange> LogRanges::Take() {
  if (open_.empty()) return std::nullopt;
  BlockRange& front = open_.front();
  const BlockRange taken{.first = front.first, .last = front.first + std::min(front.last - front.first, step_ - 1)};
  if (taken.last == front.last) {
    open_.pop_front();
  } else {
    front.first = taken.last + 1;
  }
  return taken;
}

// Grows by a quarter only: where the limit is one of blocks, each try above it is lost.
void LogRanges::Got(const BlockRange& range) {
  const uint64_t size = range.last - range.first + 1;
  if (size >= step_) step_ = size + size / 4 + 1;
}

bool LogRanges::TooMuch(const BlockRange& range) {
  if (range.first == range.last) return false;
  step_ = std::min(step_, (range.last - range.first + 1) / 2);
  open_.push_front(range);
  return true;
}

}  // namespace nodestats::crawler
