// Segments that are counted, and segments that are not.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/node.h"
#include "abi/prometheus_text.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

constexpr int64_t kMost = int64_t{1} << 50;
using Change = std::function<void(nodestats_segment*)>;

nodestats_status StatusAfter(const Change& change, const nodestats_segment& before = Segment()) {
  Node node;
  node.Tell(kMidnight);
  nodestats_segment segment = before;
  change(&segment);
  const nodestats_status status = node.Record(segment);
  EXPECT_EQ(node.Info().segments, status == NODESTATS_OK ? 1u : 0u);
  return status;
}

double Rejected(const Node& node, const std::string& reason) {
  return ParseText(node.Exact()).at("nodestats_exact_rejected_segments_total").samples.at({{"reason", reason}});
}

TEST(Record, WhatIsOutOfItsRangeIsInvalid) {
  const Change changes[] = {
      [](nodestats_segment* s) { s->struct_size = 0; },
      [](nodestats_segment* s) { s->renditions[0].reserved = 1; },
      [](nodestats_segment* s) { s->kind = 0; },
      [](nodestats_segment* s) { s->kind = 6; },
      [](nodestats_segment* s) { s->outcome = 0; },
      [](nodestats_segment* s) { s->outcome = 4; },
      [](nodestats_segment* s) { s->peer_size = 1; },
      [](nodestats_segment* s) { s->peer_size = 17; },
      [](nodestats_segment* s) { s->peer_size = 0xffffffff; },
      [](nodestats_segment* s) { s->source_width = 16385; },
      [](nodestats_segment* s) { s->source_height = 16385; },
      [](nodestats_segment* s) { s->source_width = s->source_height = 0x80000000; },
      [](nodestats_segment* s) { s->source_width = 0; },
      [](nodestats_segment* s) { s->source_height = 0; },
      [](nodestats_segment* s) { s->decoded_pixels = -1; },
      [](nodestats_segment* s) { s->decoded_pixels = kMost + 1; },
      [](nodestats_segment* s) { s->decoded_pixels = INT64_MIN; },
      [](nodestats_segment* s) { s->input_bytes = -1; },
      [](nodestats_segment* s) { s->input_bytes = INT64_MAX; },
      [](nodestats_segment* s) { s->duration_us = 0; },
      [](nodestats_segment* s) { s->duration_us = -1; },
      [](nodestats_segment* s) { s->duration_us = 3600 * kSecondUs + 1; },
      [](nodestats_segment* s) { s->turnaround_us = 0; },
      [](nodestats_segment* s) { s->turnaround_us = INT64_MIN; },
      [](nodestats_segment* s) { s->turnaround_us = kMost + 1; },
      [](nodestats_segment* s) { s->rendition_count = 0; },
      [](nodestats_segment* s) { s->rendition_count = 17; },
      [](nodestats_segment* s) { s->rendition_count = 0xffffffff; },
      [](nodestats_segment* s) { s->rendition_count = 2; },  // the second one is all zero
      [](nodestats_segment* s) { s->renditions[0].width = 0; },
      [](nodestats_segment* s) { s->renditions[0].height = 0; },
      [](nodestats_segment* s) { s->renditions[0].width = 16385; },
      [](nodestats_segment* s) { s->renditions[0].height = 0x80000000; },
      [](nodestats_segment* s) { s->renditions[0].encoded_pixels = -1; },
      [](nodestats_segment* s) { s->renditions[0].encoded_pixels = kMost + 1; },
      [](nodestats_segment* s) { s->renditions[0].bytes = -1; },
      [](nodestats_segment* s) { s->renditions[0].bytes = INT64_MAX; },
  };
  int number = 0;
  for (const Change& change : changes) EXPECT_EQ(StatusAfter(change), NODESTATS_EINVAL) << number++;
}

TEST(Record, WhatIsJustWithinItsRangeIsCounted) {
  const Change changes[] = {
      [](nodestats_segment* s) { s->peer_size = 0; },
      [](nodestats_segment* s) { s->source_width = s->source_height = 0; },
      [](nodestats_segment* s) { s->source_width = s->source_height = 16384; },
      [](nodestats_segment* s) { s->decoded_frames = UINT32_MAX; },
      [](nodestats_segment* s) { s->decoded_pixels = s->input_bytes = 0; },
      [](nodestats_segment* s) { s->decoded_pixels = s->input_bytes = kMost; },
      [](nodestats_segment* s) { s->duration_us = s->turnaround_us = 1; },
      [](nodestats_segment* s) { s->duration_us = 3600 * kSecondUs; },
      [](nodestats_segment* s) { s->turnaround_us = kMost; },
      [](nodestats_segment* s) { s->renditions[0] = {1, 1, 0, 0, 0, 0, 0, 0}; },
      [](nodestats_segment* s) {
        s->renditions[0] = {16384, 16384, UINT32_MAX, UINT32_MAX, kMost, kMost, UINT32_MAX, 0};
      },
      [](nodestats_segment* s) {
        s->rendition_count = 16;
        for (nodestats_rendition& rendition : s->renditions) rendition = {16384, 16384, 0, 0, kMost, kMost, 0, 0};
      },
  };
  int number = 0;
  for (const Change& change : changes) EXPECT_EQ(StatusAfter(change), NODESTATS_OK) << number++;
}

TEST(Record, WhatOnlyAFailedSegmentMayLack) {
  const nodestats_segment failed = FailedSegment();
  EXPECT_EQ(StatusAfter([](nodestats_segment*) {}, failed), NODESTATS_OK);
  EXPECT_EQ(StatusAfter([](nodestats_segment* s) { s->duration_us = s->turnaround_us = 0; }, failed), NODESTATS_OK);
  EXPECT_EQ(StatusAfter([](nodestats_segment* s) { s->duration_us = -1; }, failed), NODESTATS_EINVAL);
  EXPECT_EQ(StatusAfter([](nodestats_segment* s) { s->rendition_count = 1; }, failed), NODESTATS_EINVAL);
}

TEST(Record, OtherKindsAreUnsupported) {
  for (uint32_t kind = NODESTATS_KIND_AI_LIVE; kind <= NODESTATS_KIND_RUNNER; ++kind) {
    EXPECT_EQ(StatusAfter([kind](nodestats_segment* s) { s->kind = kind; }), NODESTATS_EUNSUPPORTED) << kind;
  }
}

TEST(Record, ManifestsHaveOneTo4096Bytes) {
  Node node;
  node.Tell(kMidnight);
  const nodestats_segment segment = Segment();
  const std::string bytes(10000, 'm');
  for (const size_t size : {size_t{0}, size_t{4097}, size_t{10000}, SIZE_MAX}) {
    EXPECT_EQ(nodestats_record_segment(node.engine(), &segment, bytes.data(), size), NODESTATS_EINVAL) << size;
  }
  EXPECT_EQ(nodestats_record_segment(node.engine(), &segment, nullptr, 0), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_record_segment(node.engine(), &segment, nullptr, 5), NODESTATS_EINVAL);
  EXPECT_EQ(Rejected(node, "invalid"), 6);
  EXPECT_EQ(nodestats_record_segment(node.engine(), &segment, bytes.data(), 1), NODESTATS_OK);
  EXPECT_EQ(nodestats_record_segment(node.engine(), &segment, bytes.data(), 4096), NODESTATS_OK);
}

TEST(Record, RejectedSegmentsAreCountedByReasonAndNowhereElse) {
  Node node;
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
  node.Tell(kMidnight);
  nodestats_segment bad = Segment();
  bad.rendition_count = 17;
  for (int i = 0; i < 2; ++i) EXPECT_EQ(node.Record(bad), NODESTATS_EINVAL);
  EXPECT_EQ(nodestats_record_segment(node.engine(), nullptr, "m", 1), NODESTATS_EINVAL);
  bad = Segment();
  bad.kind = NODESTATS_KIND_BYOC;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(node.Record(bad), NODESTATS_EUNSUPPORTED);
  EXPECT_EQ(Rejected(node, "clock"), 1);
  EXPECT_EQ(Rejected(node, "invalid"), 3);
  EXPECT_EQ(Rejected(node, "unsupported"), 3);
  EXPECT_EQ(Rejected(node, "table_full"), 0);
  const Families exact = ParseText(node.Exact());
  for (const auto& [labels, value] : exact.at("nodestats_exact_segments_total").samples) EXPECT_EQ(value, 0);
  EXPECT_EQ(node.Info().streams, 0u);
}

// A stream counts its media time; the ten seconds of grace count where one asks how many are active.
TEST(Record, GraceCountsInPeaksAndAtInstantsAlone) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 5 * kMinute - 11 * kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);  // two seconds: active until a second after the instant
  node.RunTo(kMidnight + 10 * kMinute - 13 * kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);  // until a second before
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release hour = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(FindVector(hour, "streams_average")->values(0), 4 * kSecondUs);
  EXPECT_EQ(Figure(hour, "media_seconds"), 4);
  EXPECT_EQ(Figure(hour, "streams_peak"), 1);
  EXPECT_EQ(FindVector(hour, "streams_at_instant")->values(0), 1);
  EXPECT_EQ(FindVector(hour, "streams_at_instant")->values(1), 0);
}

TEST(Record, AFullTableKeepsTheStreamsThatItHas) {
  Node node;  // 1,024 streams
  node.Tell(kMidnight);
  const auto of_some = [](int i) { return Segment(static_cast<uint8_t>(1 + i % 5)); };
  for (int i = 0; i < 1100; ++i) {
    EXPECT_EQ(node.Record(of_some(i), std::to_string(i)), i < 1024 ? NODESTATS_OK : NODESTATS_EFULL) << i;
  }
  EXPECT_EQ(node.Record(Segment(), "0"), NODESTATS_OK);
  EXPECT_EQ(node.Record(FailedSegment(), "5000"), NODESTATS_OK);  // needs no place
  EXPECT_EQ(Rejected(node, "table_full"), 76);
  EXPECT_EQ(node.Info().streams, 1024u);
  node.RunTo(kMidnight + 30 * kMinute);  // silence frees no place within the hour
  EXPECT_EQ(node.Record(Segment(), "5000"), NODESTATS_EFULL);
  node.RunTo(kMidnight + kHour);
  for (int i = 2000; i < 3024; ++i) EXPECT_EQ(node.Record(of_some(i), std::to_string(i)), NODESTATS_OK) << i;
  EXPECT_EQ(node.Record(Segment(), "0"), NODESTATS_EFULL);
  node.RunTo(kMidnight + 2 * kHour + kUntilVisible);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "media_seconds"), 2050);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "streams_peak"), 1024);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 2"), "media_seconds"), 2048);
}

// Manifests cost a sender nothing, and neither does a job that fails.
TEST(Record, OneSenderShutsNobodyElseOut) {
  for (const uint32_t privacy :
       {NODESTATS_PRIVACY_STREAM_HOUR, NODESTATS_PRIVACY_STREAM_DAY, NODESTATS_PRIVACY_BINNED}) {
    for (const uint8_t sender : {uint8_t{1}, uint8_t{0}}) {  // zero: off-chain, where the peer stands for it
      nodestats_config config = Config();
      config.privacy = privacy;
      Node node(config);
      node.Tell(kMidnight);
      nodestats_segment least = Segment(sender);
      least.duration_us = 1;
      for (int i = 0; i < 3000; ++i) {
        EXPECT_EQ(node.Record(least, "flood " + std::to_string(i)), i < 256 ? NODESTATS_OK : NODESTATS_EFULL) << i;
      }
      EXPECT_EQ(Rejected(node, "broadcaster_full"), 3000 - 256);
      EXPECT_EQ(Rejected(node, "table_full"), 0);
      EXPECT_EQ(ParseText(node.Exact()).at("nodestats_exact_hour_streams_peak").samples.begin()->second, 256);
      for (int i = 0; i < 3 * 256; ++i) {
        nodestats_segment other = Segment(static_cast<uint8_t>(sender == 0 ? 0 : 2 + i % 3));
        SetPeer(&other, "9.9.9." + std::to_string(i % 3));
        EXPECT_EQ(node.Record(other, std::to_string(i)), NODESTATS_OK) << i;
      }
      EXPECT_EQ(node.Info().streams, 1024u);
    }
  }
}

TEST(Record, StreamsThatFailShutNobodyElseOut) {
  for (const uint32_t privacy : {NODESTATS_PRIVACY_STREAM_HOUR, NODESTATS_PRIVACY_STREAM_DAY}) {
    nodestats_config config = Config();
    config.privacy = privacy;
    Node node(config);
    node.Tell(kMidnight);
    for (int i = 0; i < 3000; ++i) {  // of ten senders
      node.Record(FailedSegment(static_cast<uint8_t>(1 + i % 10)), "failed " + std::to_string(i));
    }
    EXPECT_EQ(Rejected(node, "failed_full"), 3000 - 64);
    EXPECT_EQ(node.Info().streams, 0u);
    for (int i = 0; i < 1024; ++i) {
      EXPECT_EQ(node.Record(Segment(static_cast<uint8_t>(1 + i % 10)), std::to_string(i)), NODESTATS_OK) << i;
    }
    EXPECT_EQ(Rejected(node, "table_full") + Rejected(node, "broadcaster_full"), 0);
  }
}

TEST(Record, HugeSumsStopAtTheLargestNumber) {
  Node node;
  node.Tell(kMidnight);
  nodestats_segment segment = Segment();
  segment.decoded_pixels = segment.input_bytes = kMost;
  segment.rendition_count = 16;
  for (nodestats_rendition& rendition : segment.renditions) rendition = {640, 360, 30, 1, kMost, kMost, 0, 0};
  for (int i = 0; i < 10000; ++i) EXPECT_EQ(node.Record(segment), NODESTATS_OK);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release hour = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(FindVector(hour, "encoded_pixels")->values(2), INT64_MAX);
  EXPECT_EQ(FindVector(hour, "output_bytes")->values(0), INT64_MAX);
  EXPECT_EQ(FindVector(hour, "decoded_pixels")->values(0), INT64_MAX);
  EXPECT_EQ(FindVector(hour, "input_bytes")->values(0), INT64_MAX);
}

}  // namespace
}  // namespace nodestats_test
