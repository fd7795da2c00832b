// Which blocks' logs to ask for next: as many at once as the endpoint gives.
#ifndef NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_
#define NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_

#include <cstdint>
#include <deque>
#include <optional>

namespace nodestats::crawler {

struct BlockRange {
  uint64_t first = 0;
  uint64_t last = 0;  // included
};

class LogRanges {
 public:
  explicit LogRanges(BlockRange all) : step_(all.last - all.first + 1) { open_.push_back(all); }

  // nullopt when nothing is left. A range that was taken is answered by one of the next two.
  std::optional<BlockRange> Take();
  void Got(const BlockRange& range);
  // Asks for it again, in halves; false where it is a single block.
  bool TooMuch(const BlockRange& range);

 private:
  std::deque<BlockRange> open_;
  uint64_t step_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_LOG_RANGES_H_
