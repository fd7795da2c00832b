// A day of segments of some hundred streams, for an engine and its model alike.
#ifndef NODESTATS_TESTS_ABI_DAY_TRAFFIC_H_
#define NODESTATS_TESTS_ABI_DAY_TRAFFIC_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/day_model.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"

namespace nodestats_test {

class DayTraffic {
 public:
  DayTraffic(Node* node, DayModel* model) : node_(node), model_(model) {
    for (int i = 0; i < 300; ++i) streams_.push_back(AnyStream(i));
  }

  void Tell(int64_t now_ms) {
    node_->Tell(now_ms);
    model_->Tell(now_ms);
  }

  // Goes on to a time, by steps of up to a minute, with segments at each of them.
  void RunTo(int64_t to_ms) {
    while (node_->now_ms() < to_ms) {
      const int64_t step_ms = Any(4) == 0 ? 1 + Any(kMinute) : 20 * kSecond;
      Tell(std::min(node_->now_ms() + step_ms, to_ms));
      RecordOf(std::min(step_ms, kMinute));
    }
  }

 private:
  struct Stream {
    std::string manifest;
    uint8_t broadcaster = 0;  // 0: off-chain
    std::string peer;
    int64_t from_ms = 0;
    int64_t to_ms = 0;
    int64_t duration_us = 0;   // of a segment
    int64_t pace_percent = 0;  // media time over real time
    uint32_t source_side = 0;  // 0: unknown
    std::vector<uint32_t> ladder;
  };

  int64_t Any(int64_t below) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(below)); }

  std::string AnyPeer() {
    const int64_t byte = Any(4) == 0 ? 1 + Any(250) : std::next(GeoRows().begin(), Any(ssize(GeoRows())))->first;
    return std::to_string(byte) + ".7." + std::to_string(Any(2)) + "." + std::to_string(Any(3));
  }

  Stream AnyStream(int number) {
    constexpr uint32_t kSides[] = {100, 144, 215, 216, 240, 324, 360, 480, 486, 540, 576, 720, 1080, 1440, 2160, 4320};
    constexpr int64_t kPaces[] = {100, 100, 100, 90, 107, 5};
    Stream stream;
    stream.manifest = "manifest " + std::to_string(number / 2);  // each is used twice
    stream.broadcaster = static_cast<uint8_t>(Any(12));
    stream.peer = AnyPeer();
    stream.from_ms = kMidnight - 2 * kHour + Any(26 * kHour);
    stream.to_ms = stream.from_ms + Any(Any(3) == 0 ? 10 * kHour : kHour);
    stream.duration_us = 1000000 + Any(9000000);
    stream.pace_percent = kPaces[Any(6)];
    stream.source_side = Any(3) == 0 ? 0 : kSides[Any(16)];
    for (int64_t i = 1 + Any(5); i > 0; --i) stream.ladder.push_back(kSides[Any(16)]);
    return stream;
  }

  // Records what the streams made in the last `real_ms`.
  void RecordOf(int64_t real_ms) {
    for (Stream& stream : streams_) {
      if (node_->now_ms() < stream.from_ms || node_->now_ms() > stream.to_ms) continue;
      if (Any(400) == 0) stream.peer = AnyPeer();  // the gateway moves, within an hour or not
      const int64_t media_us = real_ms * 10 * stream.pace_percent;
      for (int64_t i = (media_us + Any(stream.duration_us)) / stream.duration_us; i > 0; --i) Record(stream);
    }
  }

  void Record(const Stream& stream) {
    nodestats_segment segment = Segment(stream.broadcaster, stream.peer);
    segment.outcome = static_cast<uint32_t>(Any(20) < 17 ? 1 : 2 + Any(2));
    segment.duration_us = stream.duration_us - Any(1000);
    segment.turnaround_us = Any(10) == 0 ? segment.duration_us / (1 + Any(16)) : 1 + Any(4 * segment.duration_us);
    segment.source_width = 2 * stream.source_side;
    segment.source_height = stream.source_side;
    segment.decoded_pixels = stream.source_side == 0 ? 0 : Any(int64_t{1} << 34);
    segment.input_bytes = Any(10000000);
    segment.rendition_count = 0;
    const int64_t most_pixels = int64_t{1} << (20 + Any(14));
    for (const uint32_t side : stream.ladder) {
      const uint32_t other = side + static_cast<uint32_t>(Any(300));
      segment.renditions[segment.rendition_count++] = {Any(2) == 0 ? side : other, other,        30, 1,
                                                       Any(most_pixels),           Any(1000000), 0,  0};
    }
    const bool taken = node_->Record(segment, stream.manifest) == NODESTATS_OK;
    EXPECT_TRUE(taken);
    if (taken) model_->Record(SeenOf(segment, stream));
  }

  static SeenSegment SeenOf(const nodestats_segment& segment, const Stream& stream) {
    constexpr const char* kOutcomes[] = {"", "ok", "partial", "failed"};
    SeenSegment seen;
    seen.owner = stream.broadcaster == 0 ? stream.peer : "broadcaster " + std::to_string(stream.broadcaster);
    seen.manifest = stream.manifest;
    const auto place = GeoRows().find(segment.peer[0]);
    const bool known = place != GeoRows().end();
    seen.country = known ? place->second.country : "ZZ";
    seen.region = known ? place->second.region : "Unknown";
    if (known && place->second.position) seen.cell = CellOf(*place->second.position);
    seen.outcome = kOutcomes[segment.outcome];
    seen.duration_us = segment.duration_us;
    seen.turnaround_us = segment.turnaround_us;
    seen.source_side = stream.source_side;
    seen.decoded_pixels = segment.decoded_pixels;
    seen.input_bytes = segment.input_bytes;
    for (uint32_t i = 0; i < segment.rendition_count; ++i) {
      const nodestats_rendition& rendition = segment.renditions[i];
      seen.renditions.push_back(
          {std::min(rendition.width, rendition.height), rendition.encoded_pixels, rendition.bytes});
    }
    return seen;
  }

  Node* const node_;
  DayModel* const model_;
  std::mt19937_64 random_{20260101};
  std::vector<Stream> streams_;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_DAY_TRAFFIC_H_
