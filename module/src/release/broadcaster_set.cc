#include "release/broadcaster_set.h"

#include <new>
#include <utility>

#include "domain/countries.h"

namespace nodestats {
namespace {

constexpr size_t kFirstSlots = 64;

}  // namespace

Visit BroadcasterSet::Insert(uint64_t broadcaster, uint8_t country) {
  uint64_t pair = broadcaster << 8;
  if (pair == 0) pair = uint64_t{1} << 8;  // 0 means a free slot
  pair |= country;
  if (size_ >= max_pairs_) return Visit::kKnown;
  if (4 * (size_ + 1) > 3 * slots_.size() && !Grow()) return Visit::kKnown;
  size_t at = FirstSlotOf(pair);
  for (; slots_[at] != 0; at = NextSlot(at)) {
    if (slots_[at] == pair) return Visit::kKnown;
  }
  const Visit visit = IsInRegionOf(pair) ? Visit::kNewCountry : Visit::kNewRegion;
  slots_[at] = pair;
  ++size_;
  return visit;
}

// Whether the pair's broadcaster was in a country of the same region.
bool BroadcasterSet::IsInRegionOf(uint64_t pair) const {
  const int region = RegionOfCountry(static_cast<uint8_t>(pair));
  for (size_t at = FirstSlotOf(pair); slots_[at] != 0; at = NextSlot(at)) {
    if (slots_[at] >> 8 == pair >> 8 && RegionOfCountry(static_cast<uint8_t>(slots_[at])) == region) return true;
  }
  return false;
}

void BroadcasterSet::Clear() {
  slots_ = Pages<uint64_t>();
  size_ = 0;
}

bool BroadcasterSet::Grow() {
  try {
    Pages<uint64_t> before(slots_.empty() ? kFirstSlots : 2 * slots_.size(), 0);
    std::swap(before, slots_);
    for (const uint64_t pair : before) {
      if (pair == 0) continue;
      size_t at = FirstSlotOf(pair);
      while (slots_[at] != 0) at = NextSlot(at);
      slots_[at] = pair;
    }
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

}  // namespace nodestats
