// How many endpoints gave which answer.
#ifndef NODESTATS_CRAWLER_PUBLISH_REASON_COUNTS_H_
#define NODESTATS_CRAWLER_PUBLISH_REASON_COUNTS_H_

#include <array>
#include <vector>

#include "fetch/reason.h"
#include "store/store.h"

namespace nodestats::crawler {

// By the reason's number.
inline std::array<int, kReasonCount> CountReasons(const std::vector<EndpointState>& endpoints) {
  std::array<int, kReasonCount> counts{};
  for (const EndpointState& state : endpoints) {
    const auto reason = static_cast<size_t>(state.reason);
    if (reason < counts.size()) ++counts[reason];
  }
  return counts;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_REASON_COUNTS_H_
