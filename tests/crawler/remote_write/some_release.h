// Releases to send.
#ifndef NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_SOME_RELEASE_H_
#define NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_SOME_RELEASE_H_

#include "absl/time/time.h"
#include "nodestats/v1/summary.pb.h"
#include "store/store.h"

namespace nodestats::crawler {

inline constexpr int64_t kMidnight = 1'764'547'200;  // 2025-12-01T00:00:00Z

// A day of 18 covered hours, with a vector of each shape: a single figure, along countries and rungs, of two domains,
// and of cells.
v1::Release SomeDay();

// An hour that ends `hours` after midnight, with one figure.
v1::Release SomeHour(int hours, int64_t milli_streams);

// An hour of this machine's clock that ended so long ago, to the hour.
v1::Release HourThatEnded(absl::Duration ago);

StoredRelease Stored(int64_t sequence, const v1::Release& release);

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_SOME_RELEASE_H_
