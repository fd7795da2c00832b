#include "record/rendition_fit.h"

#include <gtest/gtest.h>

#include "unit/record/segments.h"
#include "unit/record/source_streams.h"

namespace nodestats {
namespace {

int64_t AreaOf(FrameSize size) { return int64_t{size.width} * size.height; }

TEST(ScaledAreas, KeepTheSideAskedForAndFollowTheShape) {
  EXPECT_EQ(AreasOf(640, 1920, 1080).usual, 640 * 360);
  EXPECT_EQ(AreasOf(426, 1280, 720).usual, 426 * 240);  // of 239.6
  EXPECT_EQ(AreasOf(854, 1280, 720).usual, 854 * 480);
  EXPECT_EQ(AreasOf(640, 960, 544).usual, 640 * 362);  // of 362.7
  EXPECT_EQ(AreasOf(640, 480, 480).usual, 640 * 640);
}

TEST(ScaledAreas, PortraitsAreAtLeast146PixelsWide) {
  const ScaledAreas areas = AreasOf(256, 1920, 1080);
  EXPECT_EQ(areas.usual, 256 * 144);
  EXPECT_EQ(areas.at_least_146, 146 * 260);
  EXPECT_EQ(AreasOf(640, 1920, 1080).at_least_146, 0);
}

TEST(ScaledAreas, AreThoseOfLpmsForEachSeenSize) {
  for (const FrameSize size : kSeenSizes) {
    for (const FrameSize asked : {FrameSize{256, 144}, {426, 240}, {640, 360}, {854, 480}, {1280, 720}, {1920, 1080}}) {
      const ScaledAreas areas = AreasOf(asked.width, size.width, size.height);
      EXPECT_EQ(areas.usual, AreaOf(LpmsSize(size, asked))) << size.width << "x" << size.height;
      const int64_t portrait = AreaOf(LpmsSize({size.height, size.width}, asked));
      EXPECT_TRUE(portrait == areas.usual || portrait == areas.at_least_146) << size.height << "x" << size.width;
    }
  }
}

nodestats_segment OneRendition(FrameSize made, int64_t frames, uint32_t rate) {
  nodestats_segment segment = SegmentOf({1920, 1080}, 60, 2'000'000, {});
  segment.renditions[0] = RenditionOf(made, frames);
  segment.renditions[0].width = 640;
  segment.renditions[0].height = 360;
  segment.renditions[0].frame_rate_num = rate;
  segment.rendition_count = 1;
  return segment;
}

TEST(RenditionFit, ARenditionAtTheSourcesRateHasItsFramesAndNoOther) {
  EXPECT_TRUE(RenditionFit(OneRendition({640, 360}, 60, 0), 60, 30).Fits(0, 0, 1920, 1080));
  EXPECT_FALSE(RenditionFit(OneRendition({640, 360}, 61, 0), 60, 30).Fits(0, 0, 1920, 1080));
  EXPECT_FALSE(RenditionFit(OneRendition({640, 362}, 60, 0), 60, 30).Fits(0, 0, 1920, 1080));
}

TEST(RenditionFit, ARenditionAtARateOfItsOwnHasAboutItsFrames) {
  for (const int64_t frames : {58, 60, 62}) {
    EXPECT_TRUE(RenditionFit(OneRendition({640, 360}, frames, 30), 60, 30).Fits(0, 0, 1920, 1080)) << frames;
  }
  for (const int64_t frames : {30, 56, 64, 120}) {
    EXPECT_FALSE(RenditionFit(OneRendition({640, 360}, frames, 30), 60, 30).Fits(0, 0, 1920, 1080)) << frames;
  }
}

TEST(RenditionFit, ARenditionWhoseFramesAreToldHasThese) {
  nodestats_segment segment = OneRendition({640, 360}, 40, 30);
  EXPECT_FALSE(RenditionFit(segment, 60, 30).Fits(0, 0, 1920, 1080));
  segment.renditions[0].encoded_frames = 40;
  EXPECT_TRUE(RenditionFit(segment, 60, 30).Fits(0, 0, 1920, 1080));
}

TEST(RenditionFit, TheAreaDividesWhatAllSegmentsHaveInCommon) {
  const nodestats_segment segment = OneRendition({640, 360}, 60, 30);
  EXPECT_TRUE(RenditionFit(segment, 60, 30).Fits(0, 640 * 360, 1920, 1080));
  EXPECT_FALSE(RenditionFit(segment, 60, 30).Fits(0, 640 * 180, 1920, 1080));
}

TEST(RenditionFit, PossibleShapesHoldTheSourcesOwn) {
  for (const FrameSize size : kSeenSizes) {
    const double shape = static_cast<double>(size.height) / size.width;
    for (const FrameSize source : {size, FrameSize{size.height, size.width}}) {
      for (const uint32_t rate : {0U, 30U}) {
        nodestats_segment segment = SegmentOf(source, 60, 2'000'000, {});
        for (const FrameSize asked : {FrameSize{256, 144}, {640, 360}}) {
          segment.renditions[0] = RenditionOf(LpmsSize(source, asked), 60);
          segment.renditions[0].width = asked.width;
          segment.renditions[0].height = asked.height;
          segment.renditions[0].frame_rate_num = rate;
          segment.rendition_count = 1;
          const RenditionFit::Shapes shapes = RenditionFit(segment, 60, 30).PossibleShapes();
          EXPECT_LE(shapes.least, shape) << source.width << "x" << source.height << " to " << asked.width;
          EXPECT_GE(shapes.most, shape) << source.width << "x" << source.height << " to " << asked.width;
        }
      }
    }
  }
}

TEST(RenditionFit, RenditionsWithoutPixelsAllowNoShape) {
  const RenditionFit::Shapes shapes = RenditionFit(OneRendition({640, 360}, 0, 0), 60, 30).PossibleShapes();
  EXPECT_GT(shapes.least, shapes.most);
}

}  // namespace
}  // namespace nodestats
