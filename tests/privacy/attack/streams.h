// Streams as an attacker would have them: each gives to every figure the most that one stream can.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_STREAMS_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_STREAMS_H_

#include <nodestats/nodestats.h>

#include <cstdint>
#include <string>

#include "abi/segments.h"

namespace nodestats_test {

// What tells the figures of one group of streams from another's.
struct Group {
  const char* peer;  // in the tests' geo database
  const char* country;
  const char* region;
  uint32_t width;
  uint32_t height;
  const char* rung;
  const char* pixel_rate;  // of six nominal streams of the rung
};

inline constexpr Group kGroups[] = {
    {"8.8.8.8", "US", "Northern America", 640, 360, "360p", "32-64"},
    {"60.1.1.1", "JP", "Eastern Asia", 1280, 720, "720p", "128-256"},
    {"177.1.1.1", "BR", "South America", 1920, 1080, "1080p", "256-512"},
    {"88.1.1.1", "DE", "Western Europe", 426, 240, "240p", "16-32"},
};
inline constexpr int kGroupCount = 4;

inline constexpr int64_t kPixelsMost = 6;  // nominal streams' pixels

inline int64_t NominalPixels(const Group& group, int64_t seconds) {
  return int64_t{group.width} * group.height * 30 * seconds;
}

// So much media of one of the group's streams, at once.
inline nodestats_segment MediaOf(const Group& group, int64_t seconds) {
  nodestats_segment segment = Segment(1, group.peer);
  segment.duration_us = seconds * kSecondUs;
  segment.turnaround_us = 1;
  segment.renditions[0] = {group.width, group.height, 30, 1, kPixelsMost * NominalPixels(group, seconds), 1000, 0, 0};
  return segment;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_STREAMS_H_
