// The inferred rung against the rule written down a second time, over many segments.
#include "unit/record/source_rung_oracle.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "record/source_rung.h"

namespace nodestats {
namespace {

constexpr double kRates[] = {24, 25, 30, 48, 50, 60, 24 / 1.001, 30 / 1.001, 60 / 1.001};

// A rendition as lpms makes it: the larger side asked for, and the source's shape, in even numbers.
nodestats_rendition Scaled(FrameSize source, FrameSize asked, int64_t frames) {
  const double larger = std::max(asked.width, asked.height);
  const double shape = static_cast<double>(std::min(source.width, source.height)) /
                       static_cast<double>(std::max(source.width, source.height));
  const auto even = static_cast<int64_t>(std::lround(larger * shape / 2)) * 2;
  nodestats_rendition rendition = RenditionOf(asked, frames);
  rendition.encoded_pixels = static_cast<int64_t>(larger) * even * frames;
  return rendition;
}

class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  uint64_t Below(uint64_t bound) { return random_() % bound; }

  template <typename T, size_t n>
  T OneOf(const T (&values)[n]) {
    return values[Below(n)];
  }

  // A source of `size` in a segment of half a second to ten, cut as a segmenter cuts it, with a random ladder.
  nodestats_segment Usual(FrameSize size) {
    if (Below(4) == 0) std::swap(size.width, size.height);
    const double rate = OneOf(kRates);
    const auto frames = static_cast<int64_t>(1 + Below(static_cast<uint64_t>(rate * 9.5)) + std::lround(rate / 2));
    const auto duration_us = static_cast<int64_t>(std::llround(static_cast<double>(frames) / rate * 1e6));
    nodestats_segment segment = SegmentOf(size, frames, duration_us, {});
    constexpr FrameSize kLadder[] = {{256, 144}, {426, 240},  {640, 360},   {854, 480},
                                     {960, 540}, {1280, 720}, {1920, 1080}, {360, 640}};
    for (uint64_t i = Below(5); i > 0; --i) {
      nodestats_rendition& rendition = segment.renditions[segment.rendition_count++];
      rendition = Scaled(size, OneOf(kLadder), frames);
      if (Below(4) == 0) rendition.frame_rate_num = 30, rendition.encoded_pixels /= 2;
    }
    return segment;
  }

  // Bends a segment a little: a frame lost or doubled, a duration off, a rate that varies, a rendition cut short.
  void Bend(nodestats_segment* segment, int64_t frame_pixels) {
    switch (Below(6)) {
      case 0:
        segment->decoded_pixels += frame_pixels * static_cast<int64_t>(1 + Below(3));
        break;
      case 1:
        segment->decoded_pixels -= frame_pixels * static_cast<int64_t>(1 + Below(3));
        break;
      case 2:
        segment->duration_us = segment->duration_us * static_cast<int64_t>(970 + Below(60)) / 1000;
        break;
      case 3:
        segment->decoded_pixels = frame_pixels * static_cast<int64_t>(1 + Below(600));
        break;
      case 4:
        if (segment->rendition_count == 0) return;
        segment->renditions[0].encoded_pixels =
            segment->renditions[0].encoded_pixels * static_cast<int64_t>(950 + Below(100)) / 1000;
        break;
      default:
        segment->decoded_pixels += static_cast<int64_t>(Below(3)) - 1;
    }
  }

 private:
  std::mt19937_64 random_;
};

std::string Describe(const nodestats_segment& segment) {
  std::string text = std::to_string(segment.decoded_pixels) + " pixels in " + std::to_string(segment.duration_us) +
                     " us, " + std::to_string(segment.rendition_count) + " renditions";
  for (const int rung : FittingRungs(segment)) text += ", fits " + std::string(kRungNames[rung]);
  return text;
}

TEST(SourceRungOracle, AgreesOnUsualSegments) {
  Generator generator(1);
  for (int i = 0; i < 20000; ++i) {
    const nodestats_segment segment = generator.Usual(generator.OneOf(kListedSizes));
    ASSERT_EQ(SourceRung(segment), OracleSourceRung(segment)) << Describe(segment);
  }
}

TEST(SourceRungOracle, AgreesOnBentSegments) {
  Generator generator(2);
  int known = 0;
  for (int i = 0; i < 30000; ++i) {
    const FrameSize size = generator.OneOf(kListedSizes);
    nodestats_segment segment = generator.Usual(size);
    generator.Bend(&segment, int64_t{size.width} * size.height);
    segment.decoded_pixels = std::max<int64_t>(segment.decoded_pixels, 0);
    ASSERT_EQ(SourceRung(segment), OracleSourceRung(segment)) << Describe(segment);
    known += SourceRung(segment) == kUnknownRung ? 0 : 1;
  }
  EXPECT_GT(known, 3000);  // both ways were tried
  EXPECT_LT(known, 27000);
}

TEST(SourceRungOracle, AgreesOnFrameCountsAtTheBounds) {
  Generator generator(3);
  constexpr FrameSize kSizes[] = {{1280, 720}, {1920, 1080}, {1366, 768}};
  for (int i = 0; i < 4000; ++i) {
    // Whole hundredths of a second: with these, bounds are met exactly.
    const auto duration_us = static_cast<int64_t>(50 + generator.Below(951)) * (i % 2 == 0 ? 10'000 : 10'010);
    const double expected = generator.OneOf(kRates) * static_cast<double>(duration_us) * 1e-6;
    for (const double bound : {expected * 0.98, expected * 1.02, expected - 1, expected + 1}) {
      for (const int64_t off : {-1, 0, 1}) {
        const int64_t frames = std::max<int64_t>(std::llround(bound) + off, 1);
        const nodestats_segment segment = SegmentOf(generator.OneOf(kSizes), frames, duration_us, {});
        ASSERT_EQ(SourceRung(segment), OracleSourceRung(segment)) << Describe(segment);
      }
    }
  }
}

TEST(SourceRungOracle, AgreesOnAnyPixelsInAnyTime) {
  Generator generator(4);
  for (int i = 0; i < 20000; ++i) {
    nodestats_segment segment = SegmentOf({1, 1}, 1, 1, {});
    segment.duration_us = 1 + static_cast<int64_t>(generator.Below(3'600'000'000u >> generator.Below(32)));
    const FrameSize size = generator.OneOf(kListedSizes);
    const uint64_t area = uint64_t{size.width} * size.height;
    const uint64_t most_frames = (uint64_t{1} << 50) / area >> generator.Below(30);
    segment.decoded_pixels = static_cast<int64_t>(area * generator.Below(most_frames + 1));
    if (generator.Below(2) == 0) {
      segment.renditions[segment.rendition_count++] = RenditionOf({640, 360}, 1);
      segment.renditions[0].encoded_pixels = static_cast<int64_t>(generator.Below(uint64_t{1} << 50));
    }
    ASSERT_EQ(SourceRung(segment), OracleSourceRung(segment)) << Describe(segment);
  }
}

// The source's own size is always among those that fit, so that the answer may be unknown, but never wrong.
TEST(SourceRungOracle, NeverNamesAnotherRungForAListedSizeAtAUsualRate) {
  Generator generator(5);
  int unknown = 0;
  constexpr int kSegments = 200;
  for (const FrameSize size : kListedSizes) {
    for (int i = 0; i < kSegments; ++i) {
      const nodestats_segment segment = generator.Usual(size);
      const int rung = SourceRung(segment);
      unknown += rung == kUnknownRung ? 1 : 0;
      ASSERT_TRUE(rung == kUnknownRung || rung == RungOfSize(size.width, size.height)) << Describe(segment);
    }
  }
  EXPECT_LT(unknown, static_cast<int>(std::size(kListedSizes)) * kSegments / 5);
}

}  // namespace
}  // namespace nodestats
