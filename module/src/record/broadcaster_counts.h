// How many streams each broadcaster has in an hour.
#ifndef NODESTATS_RECORD_BROADCASTER_COUNTS_H_
#define NODESTATS_RECORD_BROADCASTER_COUNTS_H_

#include <cstdint>

#include "base/zero_pages.h"

namespace nodestats {

// Open addressing; 8 bytes for each broadcaster, since as many of them as streams may come. Of the keyed hash, the
// upper bits tell where to begin and the lower 44 are kept: two broadcasters would have to agree in nearly all of it to
// be taken for one. Not thread-safe.
class BroadcasterCounts {
 public:
  static constexpr uint32_t kMostStreams = (1U << 20) - 1;  // of one broadcaster

  // Holds so many broadcasters.
  explicit BroadcasterCounts(uint32_t max_broadcasters);

  // Counts one more stream of `broadcaster`, a keyed hash, unless it has `most` already: then it returns false.
  bool Add(uint64_t broadcaster, uint32_t most);

  void Clear() { entries_.Clear(); }

 private:
  static constexpr int kCountBits = 20;

  ZeroPages<uint64_t> entries_;  // 44 bits of the hash, and the count; 0: free
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_BROADCASTER_COUNTS_H_
