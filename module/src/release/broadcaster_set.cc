#include "release/broadcaster_set.h"

#include <new>
#include <utility>

namespace nodestats {
namespace {

constexpr size_t kFirstSlots = 64;

}  // namespace

bool BroadcasterSet::Insert(uint64_t broadcaster, uint8_t place) {
  uint64_t pair = broadcaster << 8 | place;
  if (pair == 0) pair = uint64_t{1} << 8;  // 0 means a free slot
  if (size_ >= max_pairs_) return false;
  if (4 * (size_ + 1) > 3 * slots_.size() && !Grow()) return false;
  uint64_t* slot = SlotOf(pair);
  if (*slot == pair) return false;
  *slot = pair;
  ++size_;
  return true;
}

void BroadcasterSet::Clear() {
  slots_ = std::vector<uint64_t>();
  size_ = 0;
}

// The slot that holds `pair`, or the free one that it would take.
uint64_t* BroadcasterSet::SlotOf(uint64_t pair) {
  const size_t mask = slots_.size() - 1;
  size_t at = (pair >> 8 ^ pair << 4) & mask;  // a broadcaster's places lie apart
  while (slots_[at] != 0 && slots_[at] != pair) at = (at + 1) & mask;
  return &slots_[at];
}

bool BroadcasterSet::Grow() {
  try {
    std::vector<uint64_t> before(slots_.empty() ? kFirstSlots : 2 * slots_.size());
    std::swap(before, slots_);
    for (const uint64_t pair : before) {
      if (pair != 0) *SlotOf(pair) = pair;
    }
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

}  // namespace nodestats
