// Distinct pairs of a broadcaster and a place.
#ifndef NODESTATS_RELEASE_BROADCASTER_SET_H_
#define NODESTATS_RELEASE_BROADCASTER_SET_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nodestats {

// Holds at most `max_pairs`; more are not counted, nor are those for which there is no memory: an hour that is being
// closed has to be closed whole. (Abseil's sets do not survive an allocation that throws.) Open addressing, since
// broadcasters come as keyed hashes, which are spread evenly already.
class BroadcasterSet {
 public:
  explicit BroadcasterSet(uint32_t max_pairs) : max_pairs_(max_pairs) {}

  // Whether `broadcaster`, a keyed hash, is new in `place`.
  bool Insert(uint64_t broadcaster, uint8_t place);

  void Clear();

 private:
  uint64_t* SlotOf(uint64_t pair);
  bool Grow();

  const uint32_t max_pairs_;
  size_t size_ = 0;
  std::vector<uint64_t> slots_;  // a power of two of them, at most three quarters taken; 0: free
};

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_BROADCASTER_SET_H_
