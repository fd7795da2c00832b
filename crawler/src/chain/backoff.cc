#include "chain/backoff.h"

#include <algorithm>
#include <cmath>

namespace nodestats::crawler {

absl::Duration WaitBefore(absl::Duration first, int failures, double random,
                          std::optional<absl::Duration> retry_after) {
  const absl::Duration wait = first * std::exp2(std::min(failures - 1, 20)) * (0.5 + random);
  return std::min(std::max(wait, retry_after.value_or(absl::ZeroDuration())), kLongestWait);
}

}  // namespace nodestats::crawler
