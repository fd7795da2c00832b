// The rung of sources of known size, in streams as nodes see them. bench/source_rung_table measures the same for many
// more.
#include "record/source_size.h"

#include <gtest/gtest.h>

#include <string>

#include "domain/rungs.h"
#include "unit/record/source_streams.h"

namespace nodestats {
namespace {

constexpr int kSegments = 40;

struct Score {
  int right = 0;
  int wrong = 0;
  int all = 0;

  void Add(const SourceStream& stream, int found) {
    const int wanted = RungOfSize(stream.size.width, stream.size.height);
    right += found == wanted ? 1 : 0;
    wrong += found != wanted && found != kUnknownRung ? 1 : 0;
    ++all;
  }
  void Expect(double least_right, double most_wrong) const {
    EXPECT_GE(right, least_right * all);
    EXPECT_LE(wrong, most_wrong * all);
  }
};

FrameSize Turned(FrameSize size) { return {size.height, size.width}; }

// One in seven of all combinations: it is a matter of seconds.
template <typename See>
void ForSomeStreams(See&& see) {
  uint64_t number = 0;
  for (const FrameSize size : kSeenSizes) {
    for (const FrameSize turned : {size, Turned(size)}) {
      for (const double rate : kSeenRates) {
        for (const AskedLadder& ladder : AskedLadders()) {
          for (const NamedCuts& cuts : kCuts) {
            if (++number % 7 == 0) see(SourceStream{turned, rate, cuts.cuts, &ladder}, number);
          }
        }
      }
    }
  }
}

TEST(SourceSize, IsRightInNineOfTenStreamsAndWrongInOneOf200) {
  Score score;
  ForSomeStreams(
      [&](const SourceStream& stream, uint64_t seed) { score.Add(stream, RungAfter(kSegments, stream, seed)); });
  score.Expect(0.92, 0.003);
}

TEST(SourceSize, IsNearlyAlwaysRightWhereTheHostTellsFrames) {
  Score score;
  ForSomeStreams([&](SourceStream stream, uint64_t seed) {
    stream.tells_frames = true;
    score.Add(stream, RungAfter(2, stream, seed));
  });
  score.Expect(0.99, 0);
}

// Where key frames come at scenes, hundreds of counts are tried against every size: not one of them may be by chance.
TEST(SourceSize, KeyFramesAtScenesAreNoSourceOfErrors) {
  Score score;
  uint64_t seed = 0;
  for (const FrameSize size : {FrameSize{960, 544},
                               {544, 960},
                               {608, 1080},
                               {1080, 1350},
                               {2400, 1080},
                               {1296, 720},
                               {1152, 720},
                               {1920, 1080},
                               {1280, 720},
                               {1440, 900}}) {
    for (const double rate : kSeenRates) {
      const SourceStream stream = {size, rate, Cuts::kScenes, &AskedLadders()[0]};
      score.Add(stream, RungAfter(600, stream, ++seed));
    }
  }
  score.Expect(0.99, 0);
}

TEST(SourceSize, IsKnownForTheCommonestSourcesWithEachLadder) {
  for (const FrameSize size : {FrameSize{1920, 1080}, {1280, 720}, {1080, 1920}, {720, 1280}}) {
    for (const double rate : {30 / 1.001, 30.0, 60 / 1.001, 60.0, 25.0}) {
      for (const AskedLadder& ladder : AskedLadders()) {
        for (const NamedCuts& cuts : kCuts) {
          const SourceStream stream = {size, rate, cuts.cuts, &ladder};
          EXPECT_EQ(RungAfter(kSegments, stream, 1), RungOfSize(size.width, size.height))
              << size.width << "x" << size.height << " at " << rate << ", " << ladder.name << ", " << cuts.name;
        }
      }
    }
  }
}

TEST(SourceSize, LostFramesAndRoughDurationsDoNotMislead) {
  for (const Trouble& trouble : {Trouble{.lost_frames = 0.1}, Trouble{.lost_frames = 0.5}, Trouble{.other_size = 0.05},
                                 Trouble{.duration_error = 0.01}}) {
    Score score;
    ForSomeStreams([&](const SourceStream& stream, uint64_t seed) {
      if (seed % 4 == 0) score.Add(stream, RungAfter(kSegments, stream, seed, trouble));
    });
    score.Expect(0.85, 0.01);
  }
}

// Pixels that all counts of frames divide, in the longest segment: what is searched has a bound.
TEST(SourceSize, NoSegmentTakesLongToSearch) {
  nodestats_segment segment = SegmentOf({16384, 16384}, 1 << 22, 3'600'000'000, {{16384, 16384}});
  segment.renditions[0].frame_rate_num = 1;
  SourceEvidence evidence = {};
  evidence.decoded_common = static_cast<uint64_t>(segment.decoded_pixels);
  evidence.pixels = static_cast<float>(segment.decoded_pixels);
  evidence.seconds = 3600;
  evidence.summed = 1;
  evidence.kind = SourceEvidence::kPixels;
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(SearchSourceRung(evidence, segment), kUnknownRung);
}

TEST(SourceSize, PortraitsAt144pAreKnown) {
  const AskedLadder ladder = {"144p30", {{{256, 144}, 30}, {{640, 360}, 30}}};
  for (const FrameSize size : {FrameSize{1080, 1920}, {720, 1280}, {608, 1080}, {886, 1920}}) {
    const SourceStream stream = {size, 30, Cuts::kEach2Seconds, &ladder};
    EXPECT_EQ(RungAfter(kSegments, stream, 1), RungOfSize(size.width, size.height)) << size.width;
  }
}

}  // namespace
}  // namespace nodestats
