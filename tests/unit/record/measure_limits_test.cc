// Each amount of a segment, just within its limits and just beyond them.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "record/measure.h"
#include "unit/record/segments.h"

namespace nodestats {
namespace {

constexpr int64_t kMostAmount = int64_t{1} << 50;
constexpr int64_t kHourLongUs = 3'600'000'000;

struct Limits {
  std::string name;
  std::function<void(nodestats_segment*, int64_t)> set;
  int64_t least;
  int64_t most;
};

template <typename Field>
std::function<void(nodestats_segment*, int64_t)> Setter(Field nodestats_segment::* field) {
  return [field](nodestats_segment* segment, int64_t value) { segment->*field = static_cast<Field>(value); };
}

template <typename Field>
std::function<void(nodestats_segment*, int64_t)> Setter(int rendition, Field nodestats_rendition::* field) {
  return [=](nodestats_segment* segment, int64_t value) {
    segment->renditions[rendition].*field = static_cast<Field>(value);
  };
}

nodestats_status StatusWith(const Limits& limits, int64_t value, uint32_t outcome) {
  nodestats_segment segment = UsualSegment();
  segment.outcome = outcome;
  segment.source_width = segment.source_height = 720;
  segment.rendition_count = NODESTATS_MAX_RENDITIONS;
  for (nodestats_rendition& rendition : segment.renditions) rendition = RenditionOf({640, 360}, 60);
  limits.set(&segment, value);
  Measured measured;
  return Measure(segment, &measured);
}

void ExpectLimits(const Limits& limits, uint32_t outcome) {
  SCOPED_TRACE(limits.name + ", outcome " + std::to_string(outcome));
  EXPECT_EQ(StatusWith(limits, limits.least, outcome), NODESTATS_OK);
  EXPECT_EQ(StatusWith(limits, limits.most, outcome), NODESTATS_OK);
  EXPECT_EQ(StatusWith(limits, limits.least - 1, outcome), NODESTATS_EINVAL);
  EXPECT_EQ(StatusWith(limits, limits.most + 1, outcome), NODESTATS_EINVAL);
  for (const int64_t absurd : {int64_t{1} << 31, (int64_t{1} << 32) - 1, INT64_MAX, INT64_MIN, int64_t{-1} << 31}) {
    // A 32-bit field sees the lower half of these.
    const int64_t seen = limits.most < INT32_MAX ? static_cast<uint32_t>(absurd) : absurd;
    const bool good = limits.least <= seen && seen <= limits.most;
    EXPECT_EQ(StatusWith(limits, absurd, outcome), good ? NODESTATS_OK : NODESTATS_EINVAL) << absurd;
  }
}

TEST(MeasureLimits, OfTheSegmentAreExact) {
  for (const uint32_t outcome : {NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_PARTIAL, NODESTATS_OUTCOME_FAILED}) {
    const int64_t least_time = outcome == NODESTATS_OUTCOME_FAILED ? 0 : 1;
    ExpectLimits({"duration", Setter(&nodestats_segment::duration_us), least_time, kHourLongUs}, outcome);
    ExpectLimits({"turnaround", Setter(&nodestats_segment::turnaround_us), least_time, kMostAmount}, outcome);
    ExpectLimits({"decoded pixels", Setter(&nodestats_segment::decoded_pixels), 0, kMostAmount}, outcome);
    ExpectLimits({"input bytes", Setter(&nodestats_segment::input_bytes), 0, kMostAmount}, outcome);
    ExpectLimits({"source width", Setter(&nodestats_segment::source_width), 1, 16384}, outcome);
    ExpectLimits({"source height", Setter(&nodestats_segment::source_height), 1, 16384}, outcome);
  }
}

TEST(MeasureLimits, OfEachRenditionAreExact) {
  for (const uint32_t outcome : {NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_PARTIAL, NODESTATS_OUTCOME_FAILED}) {
    for (int i = 0; i < NODESTATS_MAX_RENDITIONS; ++i) {
      const std::string name = "rendition " + std::to_string(i);
      ExpectLimits({name + " width", Setter(i, &nodestats_rendition::width), 1, 16384}, outcome);
      ExpectLimits({name + " height", Setter(i, &nodestats_rendition::height), 1, 16384}, outcome);
      ExpectLimits({name + " pixels", Setter(i, &nodestats_rendition::encoded_pixels), 0, kMostAmount}, outcome);
      ExpectLimits({name + " bytes", Setter(i, &nodestats_rendition::bytes), 0, kMostAmount}, outcome);
    }
  }
}

TEST(MeasureLimits, ASizeWhoseProductIsZeroIn32BitsIsRefused) {
  nodestats_segment segment = UsualSegment();
  segment.renditions[0].width = segment.renditions[0].height = uint32_t{1} << 31;
  Measured measured;
  EXPECT_EQ(Measure(segment, &measured), NODESTATS_EINVAL);
  segment = UsualSegment();
  segment.source_width = segment.source_height = uint32_t{1} << 31;
  EXPECT_EQ(Measure(segment, &measured), NODESTATS_EINVAL);
}

}  // namespace
}  // namespace nodestats
