// Segments that use up a stream-hour at once.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_DENSE_SEGMENTS_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_DENSE_SEGMENTS_H_

#include <cstdint>
#include <string>

#include "abi/segments.h"

namespace nodestats_test {

inline constexpr int64_t kHourOfMediaUs = 3600 * kSecondUs;

// Encoded pixels of an hour of the nominal stream of 720p.
inline constexpr int64_t kNominal720p = int64_t{1280} * 720 * 30 * 3600;

// An hour of media that came faster than real time, with all the pixels that count: six nominal streams of 720p.
inline nodestats_segment DenseHour(const std::string& peer = "8.8.8.8") {
  nodestats_segment segment = Segment(1, peer);
  segment.duration_us = kHourOfMediaUs;
  segment.renditions[0] = {1280, 720, 30, 1, 6 * kNominal720p, 1000, 0, 0};
  return segment;
}

// The same in other classes of everything.
inline nodestats_segment OtherDenseHour() {
  nodestats_segment segment = DenseHour("88.8.8.8");
  segment.outcome = NODESTATS_OUTCOME_PARTIAL;
  segment.source_width = 1920;
  segment.source_height = 1080;
  segment.renditions[0] = {256, 144, 30, 1, int64_t{7} * 256 * 144 * 30 * 3600, 1000, 0, 0};
  return segment;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_DENSE_SEGMENTS_H_
