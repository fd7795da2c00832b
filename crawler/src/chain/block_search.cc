#include "chain/block_search.h"

#include <algorithm>

namespace nodestats::crawler {
namespace {

// Numbers in [low, high), evenly spread, all of them where there are few.
std::vector<uint64_t> Spread(uint64_t low, uint64_t high, size_t most) {
  const uint64_t step = (high - low) / most + 1;
  std::vector<uint64_t> numbers;
  for (uint64_t number = low + (step - 1) / 2; number < high; number += step) numbers.push_back(number);
  return numbers;
}

}  // namespace

absl::StatusOr<uint64_t> FirstBlockAt(int64_t unix_seconds, const Block& latest, size_t probes, const AskBlocks& ask) {
  uint64_t low = 0;  // all before are too early
  uint64_t high = latest.number;
  while (low < high) {
    const std::vector<uint64_t> numbers = Spread(low, high, std::max<size_t>(probes, 1));
    const absl::StatusOr<std::vector<Block>> blocks = ask(numbers);
    if (!blocks.ok()) return blocks.status();
    if (blocks->size() != numbers.size()) return absl::InternalError("blocks are missing from the answer");
    for (size_t i = 0; i < numbers.size(); ++i) {
      if ((*blocks)[i].unix_seconds >= unix_seconds) {
        high = numbers[i];
        break;
      }
      low = numbers[i] + 1;
    }
  }
  return low;
}

}  // namespace nodestats::crawler
