// The rule for a source's rung a second time: word by word, in whole numbers, without regard to its cost.
#ifndef NODESTATS_TESTS_UNIT_RECORD_SOURCE_RUNG_ORACLE_H_
#define NODESTATS_TESTS_UNIT_RECORD_SOURCE_RUNG_ORACLE_H_

#include <algorithm>
#include <cstdint>
#include <set>

#include "absl/numeric/int128.h"
#include "domain/rungs.h"
#include "unit/record/segments.h"

namespace nodestats {

// The fixed list, by larger side.
inline constexpr FrameSize kListedSizes[] = {
    {192, 144},   {256, 144},   {320, 240},   {426, 240},   {480, 270},   {480, 360},   {480, 480},   {640, 360},
    {640, 480},   {720, 480},   {720, 576},   {720, 720},   {768, 576},   {800, 600},   {848, 480},   {852, 480},
    {854, 480},   {960, 540},   {960, 720},   {1024, 576},  {1024, 768},  {1080, 720},  {1080, 1080}, {1280, 544},
    {1280, 720},  {1280, 800},  {1280, 960},  {1280, 1024}, {1366, 768},  {1440, 720},  {1440, 900},  {1440, 1080},
    {1536, 864},  {1600, 900},  {1600, 1200}, {1680, 1050}, {1920, 800},  {1920, 816},  {1920, 1080}, {1920, 1088},
    {1920, 1200}, {1920, 1440}, {2048, 1152}, {2160, 1080}, {2560, 1080}, {2560, 1440}, {2560, 1600}, {3200, 1800},
    {3440, 1440}, {3840, 2160}, {4096, 2160}, {5120, 2880}, {7680, 4320}};

// "... that number over the duration is within 2 % or one frame of 24, 25, 30, 48, 50 or 60 (or their 1000/1001) ..."
inline bool IsUsualFrameCount(int64_t frames, int64_t duration_us) {
  for (const int64_t rate : {24, 25, 30, 48, 50, 60}) {
    for (const int64_t divisor : {1000, 1001}) {
      // Both in units of 1 / (10^6 divisor) frames.
      const absl::int128 unit = absl::int128(divisor) * 1'000'000;
      const absl::int128 expected = absl::int128(rate) * 1000 * duration_us;
      const absl::int128 off = std::max(unit * frames - expected, expected - unit * frames);
      if (off * 50 <= expected || off <= unit) return true;
    }
  }
  return false;
}

// "... where a rendition keeps the source's frame rate, larger side asked for x sqrt(decoded / encoded) is within 1 %
// of its larger side." A rendition of no pixels tells nothing.
inline bool RenditionsAgree(const nodestats_segment& segment, uint32_t larger_side) {
  for (uint32_t i = 0; i < segment.rendition_count; ++i) {
    const nodestats_rendition& rendition = segment.renditions[i];
    if (rendition.frame_rate_num != 0 || rendition.encoded_pixels == 0) continue;
    const absl::int128 asked = std::max(rendition.width, rendition.height);
    const absl::int128 found = asked * asked * segment.decoded_pixels * 10'000;
    const absl::int128 listed = absl::int128(larger_side) * larger_side * rendition.encoded_pixels;
    if (found < listed * (99 * 99) || found > listed * (101 * 101)) return false;
  }
  return true;
}

inline std::set<int> FittingRungs(const nodestats_segment& segment) {
  std::set<int> rungs;
  for (const FrameSize size : kListedSizes) {
    const int64_t area = int64_t{size.width} * size.height;
    const int64_t frames = segment.decoded_pixels / area;
    if (frames == 0 || segment.decoded_pixels % area != 0) continue;
    if (!IsUsualFrameCount(frames, segment.duration_us) || !RenditionsAgree(segment, size.width)) continue;
    rungs.insert(RungOfSize(size.width, size.height));
  }
  return rungs;
}

inline int OracleSourceRung(const nodestats_segment& segment) {
  if (segment.source_width != 0) return RungOfSize(segment.source_width, segment.source_height);
  const std::set<int> rungs = FittingRungs(segment);
  return rungs.size() == 1 ? *rungs.begin() : kUnknownRung;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RECORD_SOURCE_RUNG_ORACLE_H_
