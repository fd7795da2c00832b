// Random traffic that seeks the edges: of hours, of the clock's rules, of the table, of every clamp.
#ifndef NODESTATS_TESTS_PRIVACY_AUDIT_RANDOM_TRAFFIC_H_
#define NODESTATS_TESTS_PRIVACY_AUDIT_RANDOM_TRAFFIC_H_

#include <algorithm>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/script.h"

namespace nodestats_test {

// Five to seven hours around midnight, the same for the same seed everywhere.
class RandomTraffic {
 public:
  static constexpr int kStreams = 12;  // beside those that fill the table

  explicit RandomTraffic(uint64_t seed) : random_(seed), script_(kMidnight - Below(180) * kMinute - 2 * kHour) {
    const int64_t end_ms = kMidnight + (2 + Below(3)) * kHour;
    while (script_.told_ms() < end_ms) {
      if (Chance(0.008)) FillTable();
      for (int64_t n = Below(4); n > 0; --n) script_.Record(static_cast<int>(Below(kStreams)), RandomSegment());
      TurnClock();
    }
    script_.RunOut();
  }

  const Script& script() const { return script_; }

  // One of the stream-hours of the script; as a rule none of those that merely fill the table.
  Unit PickStreamHour() {
    const int streams = Chance(0.1) ? INT_MAX : kStreams;
    for (;;) {
      const Step& step = script_.steps()[static_cast<size_t>(Below(static_cast<int64_t>(script_.steps().size())))];
      if (step.stream >= 0 && step.stream < streams) return StreamHour(step.stream, step.hour_ms);
    }
  }

 private:
  int64_t Below(int64_t bound) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(bound)); }
  bool Chance(double probability) { return static_cast<double>(Below(1000000)) < probability * 1e6; }
  int64_t OneOf(std::initializer_list<int64_t> values) {
    return values.begin()[static_cast<size_t>(Below(static_cast<int64_t>(values.size())))];
  }

  void TurnClock() {
    const int64_t now_ms = script_.told_ms();
    const int64_t edge_ms = script_.hour_ms() + kHour;
    if (Chance(0.02)) return script_.Tell(now_ms - Below(60 * kSecond));
    if (Chance(0.0015)) return script_.Tell(now_ms + OneOf({61 * kSecond, 10 * kMinute, 70 * kMinute}));
    if (Chance(0.001)) return script_.Tell(now_ms - OneOf({61 * kSecond, 30 * kMinute, kHour, 3 * kHour}));
    const int64_t next_ms = now_ms + OneOf({1, 20 * kSecond, kMinute, kMinute, kMinute, kMinute});
    if (next_ms < edge_ms || now_ms >= edge_ms) return script_.Tell(next_ms);
    // Over the edge, with segments just before it and just after.
    script_.Tell(std::max(now_ms, edge_ms - OneOf({1, 2, kSecond})));
    script_.Record(static_cast<int>(Below(kStreams)), RandomSegment());
    script_.Tell(edge_ms + OneOf({0, 0, 1, kSecond}));
    script_.Record(static_cast<int>(Below(kStreams)), RandomSegment());
  }

  // Of all broadcasters or of one, of streams that fail, do not, or fail at first.
  void FillTable() {
    const int count = static_cast<int>(OneOf({64, 200, 260, 1000, 1020, 1024}));
    const int step = static_cast<int>(OneOf({1, 1, 1, 5}));
    const int64_t fails = OneOf({0, 1, 9, 9});  // none, all, each ninth
    for (int i = 0; i < count; ++i) {
      const bool failed = fails > 0 && i % fails == 0;
      script_.Record(100 + step * i, failed ? FailedSegment() : Segment());
      if (failed && Chance(0.3)) script_.Record(100 + step * i, Segment());
    }
  }

  nodestats_segment RandomSegment() {
    nodestats_segment segment = Segment();
    SetPeer(&segment, std::to_string(OneOf({5, 8, 9, 24, 41, 60, 77, 88, 177, 190, 99})) + ".1.1.1");
    segment.outcome = static_cast<uint32_t>(OneOf({1, 1, 1, 2, 3}));
    segment.duration_us = OneOf({1, 2 * kSecondUs, 10 * kSecondUs, 600 * kSecondUs, kHourOfMediaUs});
    segment.turnaround_us = OneOf({1, kSecondUs, 3 * kSecondUs, 90 * kSecondUs, int64_t{1} << 50});
    if (Chance(0.5)) {
      segment.source_height = static_cast<uint32_t>(OneOf({144, 360, 720, 1080, 2160}));
      segment.source_width = segment.source_height * 16 / 9;
    } else {
      segment.source_width = segment.source_height = 0;
      segment.decoded_pixels = OneOf({0, int64_t{1920} * 1080 * 60, int64_t{640} * 360 * 48, 12345});
      segment.decoded_frames = static_cast<uint32_t>(OneOf({0, 0, 48, 60}));
    }
    const bool failed = segment.outcome == NODESTATS_OUTCOME_FAILED;
    segment.rendition_count = static_cast<uint32_t>(failed ? Below(2) : 1 + Below(NODESTATS_MAX_RENDITIONS));
    for (uint32_t i = 0; i < segment.rendition_count; ++i) segment.renditions[i] = RandomRendition();
    if (failed && Chance(0.5)) segment.duration_us = 0;
    return segment;
  }

  nodestats_rendition RandomRendition() {
    const int64_t height = OneOf({1, 144, 240, 360, 480, 540, 720, 1080, 1440, 2160, 4320, 16384});
    const int64_t width = std::min<int64_t>(16384, height * OneOf({1, 2}));
    const int64_t an_hour = width * height * 30 * 3600;
    const int64_t pixels = OneOf({0, 1, an_hour / 1800, an_hour / 7, 2 * an_hour, int64_t{1} << 50});
    return {static_cast<uint32_t>(width),
            static_cast<uint32_t>(height),
            Chance(0.5) ? 30U : 0U,
            1,
            std::min(pixels, int64_t{1} << 50),
            1000,
            0,
            0};
  }

  std::mt19937_64 random_;
  Script script_;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_AUDIT_RANDOM_TRAFFIC_H_
