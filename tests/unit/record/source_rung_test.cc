#include "record/source_rung.h"

#include <gtest/gtest.h>

#include <string_view>

#include "domain/rungs.h"
#include "unit/record/segments.h"
#include "unit/record/source_rung_oracle.h"

namespace nodestats {
namespace {

constexpr int64_t kTwoSecondsUs = 2'000'000;
constexpr FrameSize kLoneSize = {1366, 768};  // no multiple of its area is one of another size

std::string_view RungNameOf(const nodestats_segment& segment) { return kRungNames[SourceRung(segment)]; }

TEST(SourceRung, IsThatOfTheSizeThatTheHostGives) {
  nodestats_segment segment = UsualSegment();
  segment.source_width = 1920;
  segment.source_height = 1080;
  EXPECT_EQ(RungNameOf(segment), "1080p");  // although the pixels are of 720p
  segment.source_width = 1;
  EXPECT_EQ(RungNameOf(segment), "144p");
}

TEST(SourceRung, AGivenSizeNeedsNoPixels) {
  nodestats_segment segment = UsualSegment();
  segment.decoded_pixels = 0;
  EXPECT_EQ(RungNameOf(segment), "unknown");
  segment.source_width = 3840;
  segment.source_height = 2160;
  EXPECT_EQ(RungNameOf(segment), "2160p");
}

TEST(SourceRung, IsInferredForUsualSourcesAndLadders) {
  EXPECT_EQ(RungNameOf(SegmentOf({640, 360}, 60, kTwoSecondsUs, {{426, 240}, {256, 144}})), "360p");
  EXPECT_EQ(RungNameOf(SegmentOf({854, 480}, 60, kTwoSecondsUs, {{640, 360}, {426, 240}})), "480p");
  EXPECT_EQ(RungNameOf(SegmentOf({1280, 720}, 48, kTwoSecondsUs, {{854, 480}, {640, 360}})), "720p");
  EXPECT_EQ(RungNameOf(SegmentOf({1920, 1080}, 120, kTwoSecondsUs, {{1280, 720}, {640, 360}})), "1080p");
  EXPECT_EQ(RungNameOf(SegmentOf({2560, 1440}, 50, kTwoSecondsUs, {{1920, 1080}})), "1440p");
  EXPECT_EQ(RungNameOf(SegmentOf({3840, 2160}, 100, kTwoSecondsUs, {{1920, 1080}})), "2160p");
}

TEST(SourceRung, IsTheSameForPortrait) {
  EXPECT_EQ(RungNameOf(SegmentOf({1080, 1920}, 60, kTwoSecondsUs, {{720, 1280}, {360, 640}})), "1080p");
  // A landscape profile keeps its larger side, and follows the source's shape: 1280 high, 720 wide.
  nodestats_segment segment = SegmentOf({1080, 1920}, 60, kTwoSecondsUs, {{1280, 720}});
  EXPECT_EQ(RungNameOf(segment), "1080p");
}

TEST(SourceRung, IsUnknownWhereNoWholeNumberOfFramesFits) {
  nodestats_segment segment = UsualSegment();
  ++segment.decoded_pixels;
  EXPECT_EQ(RungNameOf(segment), "unknown");
  segment.decoded_pixels = 1;
  EXPECT_EQ(RungNameOf(segment), "unknown");
  segment.decoded_pixels = int64_t{1} << 50;
  EXPECT_EQ(RungNameOf(segment), "unknown");
}

TEST(SourceRung, IsUnknownAtAnUnusualFrameRate) {
  for (const int64_t rate : {5, 15, 20, 27, 33, 40, 45, 54, 72, 90, 120}) {
    EXPECT_EQ(RungNameOf(SegmentOf(kLoneSize, 2 * rate, kTwoSecondsUs, {})), "unknown") << rate;
  }
}

// Of 2 % and one frame, the one that allows more; both inclusive; above the rate and below its 1000/1001.
TEST(SourceRung, FrameCountMayBeOffByTwoPercentOrOneFrame) {
  const auto fits = [](int64_t frames, int64_t duration_us) {
    return RungNameOf(SegmentOf(kLoneSize, frames, duration_us, {})) == "720p";
  };
  EXPECT_TRUE(fits(306, 10'000'000));  // 30 a second: 300 and 2 %
  EXPECT_FALSE(fits(307, 10'000'000));
  EXPECT_TRUE(fits(294, 10'010'000));  // 30000/1001 a second: 300 less 2 %
  EXPECT_FALSE(fits(293, 10'010'000));
  EXPECT_TRUE(fits(31, 1'000'000));  // 30 and one frame
  EXPECT_FALSE(fits(32, 1'000'000));
  EXPECT_TRUE(fits(29, 1'001'000));  // 30 less one frame
  EXPECT_FALSE(fits(28, 1'001'000));
  EXPECT_TRUE(fits(14, 520'000));     // 25 a second: 13 and one frame
  EXPECT_FALSE(fits(22, 1'001'000));  // 24000/1001 a second: 24 less two frames
  EXPECT_TRUE(fits(23, 1'001'000));
}

// 960 x 540 and 720 x 720 have the same area.
TEST(SourceRung, IsUnknownWhereSizesOfTwoRungsFit) {
  nodestats_segment segment = SegmentOf({960, 540}, 60, kTwoSecondsUs, {{480, 270}});
  segment.renditions[0].frame_rate_num = 30;
  EXPECT_EQ(FittingRungs(segment).size(), 2u);
  EXPECT_EQ(RungNameOf(segment), "unknown");
}

TEST(SourceRung, ARenditionAtTheSourcesFrameRateTellsSizesOfOneAreaApart) {
  EXPECT_EQ(RungNameOf(SegmentOf({960, 540}, 60, kTwoSecondsUs, {{480, 270}})), "540p");
  EXPECT_EQ(RungNameOf(SegmentOf({720, 720}, 60, kTwoSecondsUs, {{360, 360}})), "720p");
}

TEST(SourceRung, ARenditionOfNoPixelsTellsNothing) {
  nodestats_segment segment = SegmentOf({960, 540}, 60, kTwoSecondsUs, {{480, 270}, {640, 360}});
  segment.renditions[1].encoded_pixels = 0;
  EXPECT_EQ(RungNameOf(segment), "540p");
}

TEST(SourceRung, EachRenditionAtTheSourcesFrameRateHasToAgree) {
  nodestats_segment segment = SegmentOf({1280, 720}, 60, kTwoSecondsUs, {{640, 360}, {426, 240}, {256, 144}});
  EXPECT_EQ(RungNameOf(segment), "720p");
  segment.renditions[2].encoded_pixels = segment.renditions[2].encoded_pixels * 104 / 100;  // side off by 2 %
  EXPECT_EQ(RungNameOf(segment), "unknown");
  segment.renditions[2].frame_rate_num = 30;
  EXPECT_EQ(RungNameOf(segment), "720p");
}

// Asked for 1010 pixels, 562,500 pixels a frame: sqrt(921,600 / 562,500) = 1.28 makes it 1,292.8, 1 % above 1,280.
TEST(SourceRung, ARenditionAgreesWithinOnePercent) {
  nodestats_segment segment = SegmentOf({1280, 720}, 60, kTwoSecondsUs, {{1010, 568}});
  int64_t& encoded_pixels = segment.renditions[0].encoded_pixels;
  encoded_pixels = 562'500 * 60;
  EXPECT_EQ(RungNameOf(segment), "720p");
  --encoded_pixels;
  EXPECT_EQ(RungNameOf(segment), "unknown");
  segment.renditions[0].width = 990;  // and 1 % below
  encoded_pixels = 562'500 * 60;
  EXPECT_EQ(RungNameOf(segment), "720p");
  ++encoded_pixels;
  EXPECT_EQ(RungNameOf(segment), "unknown");
}

// 54 frames of 1280 x 720 have as many pixels as 64 of 1080 x 720: 25 and 29.6 a second.
TEST(SourceRung, IsKnownWhereAllSizesThatFitHaveOneRung) {
  nodestats_segment segment = SegmentOf({1280, 720}, 54, 2'160'000, {{640, 360}});
  segment.renditions[0].frame_rate_num = 30;
  ASSERT_EQ(segment.decoded_pixels, 1080 * 720 * 64);
  EXPECT_EQ(RungNameOf(segment), "720p");
}

}  // namespace
}  // namespace nodestats
