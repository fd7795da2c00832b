#include "record/measure.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "unit/record/segments.h"

namespace nodestats {
namespace {

nodestats_status StatusOf(const nodestats_segment& segment) {
  Measured measured;
  return Measure(segment, &measured);
}

Measured MeasureOk(const nodestats_segment& segment) {
  Measured measured = {};
  EXPECT_EQ(Measure(segment, &measured), NODESTATS_OK);
  return measured;
}

nodestats_segment FailedSegment() {
  nodestats_segment segment = UsualSegment();
  segment.outcome = NODESTATS_OUTCOME_FAILED;
  return segment;
}

TEST(Measure, TakesAUsualSegment) {
  const nodestats_segment segment = UsualSegment();
  const Measured measured = MeasureOk(segment);
  EXPECT_FALSE(measured.failed);
  EXPECT_EQ(measured.duration_us, 2'000'000);
  EXPECT_EQ(measured.decoded_pixels, 1280 * 720 * 60);
  EXPECT_EQ(measured.input_bytes, 500'000);
  EXPECT_EQ(measured.output_bytes, 400'000);
  ASSERT_EQ(measured.rendition_count, 4u);
  constexpr int64_t kFramePixels[] = {854 * 480, 640 * 360, 426 * 240, 256 * 144};
  constexpr std::string_view kRungs[] = {"480p", "360p", "240p", "144p"};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(measured.encoded_pixels[i], kFramePixels[i] * 60);
    EXPECT_EQ(kRungNames[measured.rung[i]], kRungs[i]);
  }
  EXPECT_EQ(measured.source_rung, kUnknownRung);
  EXPECT_EQ(measured.segment, &segment);
  EXPECT_EQ(kPixelRateNames[measured.pixel_rate], "16-32");  // 779,424 pixels, 30 times a second
  EXPECT_EQ(measured.outcome_speed, 4);                      // ok, at twice real time
}

TEST(Measure, ARenditionsRungIsOfTheSizeAskedForAndNotOfItsPixels) {
  nodestats_segment segment = UsualSegment();
  segment.rendition_count = 1;
  segment.renditions[0].width = 720;
  segment.renditions[0].height = 1280;
  EXPECT_EQ(kRungNames[MeasureOk(segment).rung[0]], "720p");
  segment.renditions[0].encoded_pixels = 0;
  EXPECT_EQ(kRungNames[MeasureOk(segment).rung[0]], "720p");
}

TEST(Measure, PixelRateIsOfAllRenditionsTogether) {
  nodestats_segment segment = UsualSegment();
  segment.duration_us = 1'000'000;
  segment.rendition_count = 2;
  segment.renditions[0].encoded_pixels = 3'999'999;
  segment.renditions[1].encoded_pixels = 4'000'000;
  EXPECT_EQ(kPixelRateNames[MeasureOk(segment).pixel_rate], "4-8");
  ++segment.renditions[0].encoded_pixels;
  EXPECT_EQ(kPixelRateNames[MeasureOk(segment).pixel_rate], "8-16");
}

TEST(Measure, OutcomesAndSpeedsHaveAPlaceEach) {
  for (const uint32_t outcome : {NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_PARTIAL, NODESTATS_OUTCOME_FAILED}) {
    nodestats_segment segment = UsualSegment();
    segment.outcome = outcome;
    segment.turnaround_us = 1;
    EXPECT_EQ(MeasureOk(segment).outcome_speed, (outcome - 1) * kSpeedCount + 7);
    segment.turnaround_us = 100'000'000;
    EXPECT_EQ(MeasureOk(segment).outcome_speed, (outcome - 1) * kSpeedCount);
    EXPECT_EQ(MeasureOk(segment).failed, outcome == NODESTATS_OUTCOME_FAILED);
  }
}

TEST(Measure, RefusesAnotherStruct) {
  for (const size_t size : {size_t{0}, sizeof(nodestats_segment) - 1, sizeof(nodestats_segment) + 8, SIZE_MAX}) {
    nodestats_segment segment = UsualSegment();
    segment.struct_size = size;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
  }
  nodestats_segment segment = UsualSegment();
  segment.renditions[3].reserved = 1;
  EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
}

TEST(Measure, KindsWithoutRulesAreUnsupportedAndOthersAreNone) {
  for (const uint32_t kind :
       {NODESTATS_KIND_AI_LIVE, NODESTATS_KIND_AI_BATCH, NODESTATS_KIND_BYOC, NODESTATS_KIND_RUNNER}) {
    nodestats_segment segment = UsualSegment();
    segment.kind = kind;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EUNSUPPORTED);
    segment.outcome = NODESTATS_OUTCOME_FAILED;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EUNSUPPORTED);
  }
  for (const uint32_t kind : {0u, 6u, 0x80000001u, UINT32_MAX}) {
    nodestats_segment segment = UsualSegment();
    segment.kind = kind;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
  }
}

TEST(Measure, RefusesWhatIsNoOutcome) {
  for (const uint32_t outcome : {0u, 4u, 0x80000001u, UINT32_MAX}) {
    nodestats_segment segment = UsualSegment();
    segment.outcome = outcome;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
  }
}

TEST(Measure, OnlyAFailedSegmentMayHaveNoRendition) {
  for (const uint32_t outcome : {NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_PARTIAL, NODESTATS_OUTCOME_FAILED}) {
    nodestats_segment segment = UsualSegment();
    segment.outcome = outcome;
    segment.rendition_count = 0;
    EXPECT_EQ(StatusOf(segment), outcome == NODESTATS_OUTCOME_FAILED ? NODESTATS_OK : NODESTATS_EINVAL);
  }
}

TEST(Measure, TakesSixteenRenditionsAndNoMore) {
  nodestats_segment segment = UsualSegment();
  segment.rendition_count = NODESTATS_MAX_RENDITIONS;
  for (nodestats_rendition& rendition : segment.renditions) rendition = RenditionOf({640, 360}, 60);
  EXPECT_EQ(MeasureOk(segment).rendition_count, 16u);
  for (const uint32_t count : {17u, 0x80000000u, UINT32_MAX}) {
    segment.rendition_count = count;
    segment.outcome = NODESTATS_OUTCOME_OK;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
    segment.outcome = NODESTATS_OUTCOME_FAILED;
    EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
  }
}

TEST(Measure, DoesNotLookBehindTheLastRendition) {
  nodestats_segment segment = UsualSegment();
  std::memset(segment.renditions + 4, 0xff, 12 * sizeof(nodestats_rendition));
  const Measured measured = MeasureOk(segment);
  EXPECT_EQ(measured.output_bytes, 400'000);
}

TEST(Measure, APeerIsOfFourOrSixteenBytesOrUnknown) {
  for (uint32_t size = 0; size <= 40; ++size) {
    nodestats_segment segment = UsualSegment();
    segment.peer_size = size;
    EXPECT_EQ(StatusOf(segment), size == 0 || size == 4 || size == 16 ? NODESTATS_OK : NODESTATS_EINVAL) << size;
  }
  nodestats_segment segment = UsualSegment();
  segment.peer_size = UINT32_MAX;
  EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
}

TEST(Measure, ASourceHasBothSidesOrNone) {
  nodestats_segment segment = UsualSegment();
  segment.source_width = 1280;
  EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
  segment.source_height = 720;
  EXPECT_EQ(StatusOf(segment), NODESTATS_OK);
  segment.source_width = 0;
  EXPECT_EQ(StatusOf(segment), NODESTATS_EINVAL);
}

TEST(Measure, ASourceThatTheHostGivesHasTheRungOfItsShorterSide) {
  nodestats_segment segment = UsualSegment();
  segment.source_width = 1080;
  segment.source_height = 1920;
  EXPECT_EQ(kRungNames[MeasureOk(segment).source_rung], "1080p");  // although the pixels are of 720p
  segment.decoded_pixels = 0;
  segment.source_width = 1;
  EXPECT_EQ(kRungNames[MeasureOk(segment).source_rung], "144p");
}

TEST(Measure, FramesMayBeTold) {
  nodestats_segment segment = UsualSegment();
  for (const uint32_t frames : {0U, 60U, UINT32_MAX}) {
    segment.decoded_frames = segment.renditions[0].encoded_frames = frames;
    EXPECT_EQ(StatusOf(segment), NODESTATS_OK);
  }
}

TEST(Measure, OfAFailedSegmentOnlyTheOutcomeCounts) {
  nodestats_segment segment = FailedSegment();
  Measured measured = MeasureOk(segment);
  EXPECT_TRUE(measured.failed);
  EXPECT_EQ(measured.outcome_speed, 2 * kSpeedCount + 4);

  segment.rendition_count = 0;
  segment.duration_us = 0;
  segment.turnaround_us = 0;
  segment.decoded_pixels = 0;
  measured = MeasureOk(segment);
  EXPECT_TRUE(measured.failed);
  EXPECT_EQ(measured.outcome_speed, 2 * kSpeedCount);
}

TEST(Measure, SumsOfTheLargestAmountsDoNotOverflow) {
  nodestats_segment segment = UsualSegment();
  segment.duration_us = 1;
  segment.rendition_count = NODESTATS_MAX_RENDITIONS;
  for (nodestats_rendition& rendition : segment.renditions) {
    rendition = RenditionOf({16384, 16384}, 0);
    rendition.encoded_pixels = int64_t{1} << 50;
    rendition.bytes = int64_t{1} << 50;
  }
  const Measured measured = MeasureOk(segment);
  EXPECT_EQ(measured.output_bytes, int64_t{1} << 54);
  EXPECT_EQ(kPixelRateNames[measured.pixel_rate], "512+");
}

}  // namespace
}  // namespace nodestats
