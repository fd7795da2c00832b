// How long to wait before the next attempt.
#ifndef NODESTATS_CRAWLER_CHAIN_BACKOFF_H_
#define NODESTATS_CRAWLER_CHAIN_BACKOFF_H_

#include <optional>

#include "absl/time/time.h"

namespace nodestats::crawler {

inline constexpr absl::Duration kLongestWait = absl::Seconds(30);

// Before the attempt after `failures` (from 1): `first`, doubled with each, times 0.5 to 1.5 as `random` (0 to 1) has
// it, so that crawlers that failed together do not come back together; but not before the endpoint's own `retry_after`,
// and at most kLongestWait.
absl::Duration WaitBefore(absl::Duration first, int failures, double random, std::optional<absl::Duration> retry_after);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_BACKOFF_H_
