// Whether a release's window is one, and has ended.
#ifndef NODESTATS_CRAWLER_VERIFY_TIMES_H_
#define NODESTATS_CRAWLER_VERIFY_TIMES_H_

#include <cstdint>

#include "nodestats/v1/summary.pb.h"
#include "verify/finding.h"

namespace nodestats::crawler {

// kMalformed: no window, not aligned, or its covered hours are none of it. kFromTheFuture: it has not ended at `now`.
// A release appears 10 s after its window's end, which is what a node's clock may be ahead of ours.
Findings CheckTimes(const v1::Release& release, int64_t now_unix_seconds);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_TIMES_H_
