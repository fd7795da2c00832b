#include "record/source_evidence.h"

#include <gtest/gtest.h>

#include <string_view>

#include "domain/rungs.h"
#include "unit/record/measured.h"
#include "unit/record/segments.h"

namespace nodestats {
namespace {

constexpr int64_t kTwoSecondsUs = 2'000'000;

class SourceEvidenceTest : public testing::Test {
 protected:
  void Tell(const nodestats_segment& segment, int times = 1) {
    Measured measured = {};
    measured.source_rung = kUnknownRung;
    measured.segment = &segment;
    for (int i = 0; i < times; ++i) evidence_.Add(measured);
  }
  void Give(int rung, int times = 1) {
    for (int i = 0; i < times; ++i) evidence_.Add(MediaOf(1, rung));
  }
  std::string_view Rung() const { return kRungNames[evidence_.Rung()]; }

  SourceEvidence evidence_ = {};
};

TEST_F(SourceEvidenceTest, IsUnknownWithoutAny) {
  EXPECT_EQ(Rung(), "unknown");
  Give(kUnknownRung);
  nodestats_segment segment = UsualSegment();
  segment.decoded_pixels = 0;
  Tell(segment);
  EXPECT_EQ(Rung(), "unknown");
  EXPECT_EQ(evidence_.segments, 0);
}

TEST_F(SourceEvidenceTest, AGivenSizeWinsOverWhatPixelsTell) {
  Tell(UsualSegment(), 100);
  EXPECT_EQ(Rung(), "720p");
  Give(7);
  EXPECT_EQ(Rung(), "1440p");
  Tell(UsualSegment(), 100);
  EXPECT_EQ(Rung(), "1440p");
}

TEST_F(SourceEvidenceTest, PixelsOfOneSegmentAreTooLittle) {
  Tell(UsualSegment());
  EXPECT_EQ(Rung(), "unknown");
  Tell(UsualSegment());
  EXPECT_EQ(Rung(), "720p");
}

TEST_F(SourceEvidenceTest, GivenSizesVote) {
  Give(5, 4);
  Give(6, 3);
  EXPECT_EQ(Rung(), "unknown");  // 720p leads by one of seven
  Give(5, 1);
  EXPECT_EQ(Rung(), "unknown");  // by two of eight
  Give(5, 1);
  EXPECT_EQ(Rung(), "720p");
  Give(6, 20);
  EXPECT_EQ(Rung(), "1080p");
}

TEST_F(SourceEvidenceTest, FramesTellTheSizeAtOnceAndAtAnyRate) {
  for (const int64_t frames : {1, 7, 13, 34, 74, 400}) {
    evidence_ = {};
    nodestats_segment segment = SegmentOf({544, 960}, frames, kTwoSecondsUs, {});
    segment.renditions[segment.rendition_count++] = RenditionOf({362, 640}, frames);
    segment.renditions[0].width = 640;
    segment.renditions[0].height = 360;
    Tell(segment, 2);
    EXPECT_EQ(Rung(), "unknown") << frames << ", which is no usual rate";
    segment.decoded_frames = static_cast<uint32_t>(frames);
    Tell(segment);
    EXPECT_EQ(Rung(), "540p") << frames;
  }
}

TEST_F(SourceEvidenceTest, WithFramesToldTheRateMayVary) {
  for (const int64_t frames : {60, 13, 60, 9, 11, 60, 7}) {
    nodestats_segment segment = SegmentOf({1280, 720}, frames, kTwoSecondsUs, {{640, 360}});
    segment.decoded_frames = static_cast<uint32_t>(frames);
    Tell(segment);
    EXPECT_EQ(Rung(), "720p");
  }
}

TEST_F(SourceEvidenceTest, FramesThatDoNotDivideThePixelsTellNothing) {
  nodestats_segment segment = UsualSegment();
  segment.decoded_frames = 59;
  Tell(segment, 5);
  EXPECT_EQ(Rung(), "unknown");
}

// 30 frames a second of 1920 x 1080 have the pixels of 48 of 1440 x 900, and the ladder keeps no rate.
TEST_F(SourceEvidenceTest, TheShapeOfARenditionTellsSizesOfEqualPixelsApart) {
  const auto source_of = [](FrameSize source, int64_t frames, FrameSize made) {
    nodestats_segment segment = SegmentOf(source, frames, kTwoSecondsUs, {});
    segment.renditions[0] = RenditionOf(made, 60);
    segment.renditions[0].width = 640;
    segment.renditions[0].height = 360;
    segment.renditions[0].frame_rate_num = 30;
    segment.rendition_count = 1;
    return segment;
  };
  const nodestats_segment full_hd = source_of({1920, 1080}, 60, {640, 360});
  const nodestats_segment screen = source_of({1440, 900}, 96, {640, 400});
  ASSERT_EQ(full_hd.decoded_pixels, screen.decoded_pixels);
  Tell(full_hd, 1800);
  EXPECT_EQ(Rung(), "1080p");
  evidence_ = {};
  Tell(screen, 1800);
  EXPECT_EQ(Rung(), "720p");
}

// 25 frames a second of 640 x 640 or 50 of 640 x 320, where all that is known is the width.
TEST_F(SourceEvidenceTest, IsUnknownWhereTwoUsualSizesFitUntilOneDoesNot) {
  Tell(SegmentOf({640, 640}, 50, kTwoSecondsUs, {{640, 640}}), 1800);
  EXPECT_EQ(Rung(), "unknown");
  for (int64_t frames = 40; frames < 60; ++frames) {  // 50 a second would have made all of these even
    Tell(SegmentOf({640, 640}, frames, frames * 40'000, {{640, 640}}));
  }
  EXPECT_EQ(Rung(), "540p");
}

TEST_F(SourceEvidenceTest, SegmentsOfAnotherSizeAreOutvoted) {
  const nodestats_segment small = SegmentOf({640, 360}, 60, kTwoSecondsUs, {{426, 240}});
  const nodestats_segment large = SegmentOf({1280, 720}, 60, kTwoSecondsUs, {{426, 240}});
  Tell(small, 8);  // a source that begins small
  EXPECT_EQ(Rung(), "360p");
  Tell(large, 4);
  EXPECT_EQ(Rung(), "360p");
  Tell(large, 4);
  EXPECT_EQ(Rung(), "unknown");
  Tell(large, 20);
  EXPECT_EQ(Rung(), "720p");
  Tell(small, 4);
  EXPECT_EQ(Rung(), "720p");
}

TEST_F(SourceEvidenceTest, AnotherLadderDoesNotContradict) {
  Tell(SegmentOf({1280, 720}, 60, kTwoSecondsUs, {{854, 480}, {640, 360}}), 20);
  Tell(SegmentOf({1280, 720}, 60, kTwoSecondsUs, {{256, 144}}), 20);
  Tell(SegmentOf({1280, 720}, 41, 1'367'000, {{1280, 720}, {640, 360}, {426, 240}}), 20);
  EXPECT_EQ(Rung(), "720p");
}

TEST_F(SourceEvidenceTest, ARenditionOfNoPixelsTellsNothing) {
  nodestats_segment segment = SegmentOf({960, 540}, 60, kTwoSecondsUs, {{480, 270}, {640, 360}});
  segment.renditions[1].encoded_pixels = 0;
  Tell(segment, 3);
  EXPECT_EQ(Rung(), "540p");
  segment.renditions[0].encoded_pixels = 0;
  evidence_ = {};
  Tell(segment, 3);
  EXPECT_EQ(Rung(), "unknown");  // pixels alone are of too many sizes
}

TEST_F(SourceEvidenceTest, AnyAmountsAreTakenAndTheFirstOnesCount) {
  nodestats_segment segment = SegmentOf({1, 1}, 1, 1, {{1, 1}, {16384, 16384}});
  for (const int64_t pixels : {int64_t{1}, int64_t{3}, (int64_t{1} << 50) - 1, int64_t{1} << 50}) {
    for (const int64_t duration_us : {int64_t{1}, int64_t{1000}, int64_t{3'600'000'000}}) {
      for (const uint32_t frames : {0U, 1U, 60U, UINT32_MAX}) {
        segment.decoded_pixels = segment.renditions[1].encoded_pixels = pixels;
        segment.duration_us = duration_us;
        segment.decoded_frames = segment.renditions[1].encoded_frames = frames;
        evidence_ = {};
        Tell(segment, 3);
        EXPECT_EQ(Rung(), "unknown");
      }
    }
  }
  evidence_ = {};
  Tell(UsualSegment(), 100'000);
  EXPECT_EQ(evidence_.segments, UINT16_MAX);
  EXPECT_EQ(Rung(), "720p");
}

}  // namespace
}  // namespace nodestats
