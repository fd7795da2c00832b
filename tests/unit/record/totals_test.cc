#include "record/totals.h"

#include <gtest/gtest.h>

#include "unit/record/measured.h"
#include "unit/record/segments.h"

namespace nodestats {
namespace {

Measured UsualMeasured() {
  Measured measured = {};
  EXPECT_EQ(Measure(UsualSegment(), &measured), NODESTATS_OK);
  return measured;
}

TEST(Totals, AreExactSumsByRungOutcomeAndSpeed) {
  Totals totals;
  for (int i = 0; i < 3; ++i) totals.Add(UsualMeasured());
  EXPECT_EQ(totals.encoded_pixels[0], 3 * 60 * 256 * 144);
  EXPECT_EQ(totals.encoded_pixels[1], 3 * 60 * 426 * 240);
  EXPECT_EQ(totals.encoded_pixels[2], 3 * 60 * 640 * 360);
  EXPECT_EQ(totals.encoded_pixels[3], 3 * 60 * 854 * 480);
  EXPECT_EQ(totals.encoded_pixels[4], 0);
  EXPECT_EQ(totals.segments[4], 3);
  EXPECT_EQ(totals.decoded_pixels, int64_t{3} * 60 * 1280 * 720);
  EXPECT_EQ(totals.media_us, 6'000'000);
  EXPECT_EQ(totals.input_bytes, 1'500'000);
  EXPECT_EQ(totals.output_bytes, 1'200'000);
}

TEST(Totals, RenditionsOfOneRungAddUp) {
  nodestats_segment segment = UsualSegment();
  segment.rendition_count = 3;
  for (nodestats_rendition& rendition : segment.renditions) rendition = RenditionOf({640, 360}, 60);
  Measured measured = {};
  ASSERT_EQ(Measure(segment, &measured), NODESTATS_OK);
  Totals totals;
  totals.Add(measured);
  EXPECT_EQ(totals.encoded_pixels[2], 3 * 60 * 640 * 360);
}

TEST(Totals, OfAFailedSegmentHoldItsOutcomeAlone) {
  nodestats_segment segment = UsualSegment();
  segment.outcome = NODESTATS_OUTCOME_FAILED;
  Measured measured = UsualMeasured();  // what is left in memory from another segment must not count
  ASSERT_EQ(Measure(segment, &measured), NODESTATS_OK);
  Totals totals;
  totals.Add(measured);
  EXPECT_EQ(totals.segments[2 * kSpeedCount + 4], 1);
  EXPECT_EQ(totals.encoded_pixels[2], 0);
  EXPECT_EQ(totals.decoded_pixels, 0);
  EXPECT_EQ(totals.media_us, 0);
  EXPECT_EQ(totals.input_bytes, 0);
  EXPECT_EQ(totals.output_bytes, 0);
}

TEST(Totals, SaturateInsteadOfOverflowing) {
  Measured measured = UsualMeasured();
  measured.decoded_pixels = measured.input_bytes = measured.encoded_pixels[0] = int64_t{1} << 50;
  measured.output_bytes = int64_t{1} << 54;
  Totals totals;
  for (int i = 0; i < (1 << 13) + 5; ++i) totals.Add(measured);
  EXPECT_EQ(totals.decoded_pixels, INT64_MAX);
  EXPECT_EQ(totals.input_bytes, INT64_MAX);
  EXPECT_EQ(totals.output_bytes, INT64_MAX);
  EXPECT_EQ(totals.encoded_pixels[measured.rung[0]], INT64_MAX);
  Totals twice = totals;
  twice.Add(totals);
  EXPECT_EQ(twice.decoded_pixels, INT64_MAX);
  EXPECT_EQ(twice.encoded_pixels[measured.rung[0]], INT64_MAX);
  EXPECT_EQ(twice.segments[4], 2 * ((1 << 13) + 5));
}

TEST(Totals, SettleIntoTheVectorsOfTheSameNames) {
  Totals totals;
  totals.Add(UsualMeasured());
  totals.Add(FailureOf(7));
  Tally tally;
  totals.Settle(&tally);
  totals.Settle(&tally);  // adds to what is there
  EXPECT_EQ(tally[kEncodedPixels][3], 2 * 60 * 854 * 480);
  EXPECT_EQ(tally[kDecodedPixels][0], int64_t{2} * 60 * 1280 * 720);
  EXPECT_EQ(tally[kMediaSeconds][0], 4'000'000);
  EXPECT_EQ(tally[kInputBytes][0], 1'000'000);
  EXPECT_EQ(tally[kOutputBytes][0], 800'000);
  EXPECT_EQ(tally[kSegments][4], 2);
  EXPECT_EQ(tally[kSegments][2 * kSpeedCount + 7], 2);
  EXPECT_EQ(tally[kStreamsAverage][0], 0);
}

}  // namespace
}  // namespace nodestats
