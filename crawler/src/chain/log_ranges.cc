#include "chain/log_ranges.h"

#include <algorithm>

namespace nodestats::crawler {
namespace {

constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();
constexpr int kMostPatience = 1 << 20;

}  // namespace

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

// Grows by a quarter only, and by half of the way to what was refused: where the limit is one of blocks, each try above
// it is lost. It may have been a crowded stretch, though: after many answers it is tried again, ever more rarely.
void LogRanges::Got(const BlockRange& range) {
  const uint64_t size = range.last - range.first + 1;
  if (++gots_ >= patience_ && refused_ != kNever) {
    refused_ = kNever;
    patience_ = std::min(patience_ * 2, kMostPatience);
  }
  if (size < step_) return;
  good_ = size;
  const uint64_t room = refused_ > size ? refused_ - size : 0;
  step_ = size + std::min(size / 4 + 1, room / 2);
}

bool LogRanges::TooMuch(const BlockRange& range) {
  if (range.first == range.last) return false;
  const uint64_t size = range.last - range.first + 1;
  gots_ = 0;
  refused_ = std::min(refused_, size);
  if (good_ >= size) good_ = 0;  // it was, elsewhere
  step_ = std::min(step_, std::max(size / 2, good_));
  open_.push_front(range);
  return true;
}

}  // namespace nodestats::crawler
