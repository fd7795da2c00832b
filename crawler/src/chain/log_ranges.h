// Which blocks' logs to ask for next: as many at once as the endpoint gives.
#ifndef NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_
#define NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>

namespace nodestats::crawler {

struct BlockRange {
  uint64_t first = 0;
  uint64_t last = 0;  // included
};

class LogRanges {
 public:
  explicit LogRanges(BlockRange all) : step_(all.last - all.first + 1) { open_.push_back(all); }

  // nullopt when nothing is left. A range that was taken is answered by one of the next three.
  std::optional<BlockRange> Take();
  void Got(const BlockRange& range);
  // Asks for it again as it is.
  void Again(const BlockRange& range) { open_.push_front(range); }
  // Asks for it again, in halves; false where it is a single block.
  bool TooMuch(const BlockRange& range);

  // As many blocks were given elsewhere: hardly too much.
  bool HasGiven(const BlockRange& range) const { return range.last - range.first < good_; }
  // The first block that is still open, where none is taken; nullopt when nothing is left.
  std::optional<uint64_t> next() const {
    return open_.empty() ? std::nullopt : std::optional<uint64_t>(open_.front().first);
  }

 private:
  std::deque<BlockRange> open_;
  uint64_t step_;                                            // how many blocks are taken next
  uint64_t good_ = 0;                                        // the most that were given
  uint64_t refused_ = std::numeric_limits<uint64_t>::max();  // the fewest that were too many
  int patience_ = 64;                                        // answers before as many are tried again
  int gots_ = 0;                                             // answers since the last refusal
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_
