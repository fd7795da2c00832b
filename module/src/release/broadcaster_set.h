// A window's broadcasters: who was seen where.
#ifndef NODESTATS_RELEASE_BROADCASTER_SET_H_
#define NODESTATS_RELEASE_BROADCASTER_SET_H_

#include <cstddef>
#include <cstdint>

#include "base/page_allocator.h"

namespace nodestats {

// What a broadcaster's country is to it.
enum class Visit {
  kKnown,       // not new, or not counted
  kNewCountry,  // in a region in which it is known
  kNewRegion,
};

// Holds at most `max_pairs` of a broadcaster and a country; more are not counted, nor are those for which there is no
// memory: an hour that is being closed has to be closed whole. (Abseil's sets do not survive an allocation that
// throws.) Open addressing, since broadcasters come as keyed hashes, which are spread evenly already; all countries of
// one follow each other.
class BroadcasterSet {
 public:
  explicit BroadcasterSet(uint32_t max_pairs) : max_pairs_(max_pairs) {}

  // Notes that `broadcaster`, a keyed hash, was in `country`.
  Visit Insert(uint64_t broadcaster, uint8_t country);

  void Clear();

 private:
  size_t FirstSlotOf(uint64_t pair) const { return pair >> 8 & (slots_.size() - 1); }
  size_t NextSlot(size_t at) const { return (at + 1) & (slots_.size() - 1); }
  bool IsInRegionOf(uint64_t pair) const;
  bool Grow();

  const uint32_t max_pairs_;
  size_t size_ = 0;
  Pages<uint64_t> slots_;  // a power of two of them, at most three quarters taken; 0: free
};

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_BROADCASTER_SET_H_
