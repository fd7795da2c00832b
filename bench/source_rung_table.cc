// How often the rung of a source is found, of sizes, frame rates, ladders and segments as they are seen: the tables of
// doc/source_rung.md.
//   source_rung_table [SEGMENTS]
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/rungs.h"
#include "unit/record/source_streams.h"

namespace nodestats {
namespace {

struct Score {
  int right = 0;
  int wrong = 0;
  int unknown = 0;

  void Add(int found, int wanted) { ++(found == wanted ? right : found == kUnknownRung ? unknown : wrong); }
  void Print(const std::string& name) const {
    const double all = right + wrong + unknown;
    std::printf("| %s | %.1f | %.2f | %.1f |\n", name.c_str(), 100 * right / all, 100 * wrong / all,
                100 * unknown / all);
  }
};

using Scores = std::vector<std::pair<std::string, Score>>;

Score& Of(Scores* scores, std::string_view name) {
  for (auto& [known, score] : *scores) {
    if (known == name) return score;
  }
  return scores->emplace_back(name, Score()).second;
}

std::vector<FrameSize> SeenSizes() { return {std::begin(kSeenSizes), std::end(kSeenSizes)}; }

// Even sizes that nobody has listed.
std::vector<FrameSize> RandomSizes() {
  std::mt19937_64 random(1);
  std::vector<FrameSize> sizes;
  for (size_t i = 0; i < std::size(kSeenSizes); ++i) {
    const auto smaller = static_cast<uint32_t>(2 * (72 + random() % 700));
    sizes.push_back({smaller + static_cast<uint32_t>(random() % (7 * smaller / 10)) * 2, smaller});
  }
  return sizes;
}

// Calls `see` for a stream of each size, upright and lying, at each rate, of each ladder, cut in each way.
void ForEachStream(const std::vector<FrameSize>& sizes, const std::vector<double>& rates,
                   const std::function<void(const SourceStream&)>& see) {
  for (const FrameSize lying : sizes) {
    for (const FrameSize size : {lying, FrameSize{lying.height, lying.width}}) {
      for (const double rate : rates) {
        for (const AskedLadder& ladder : AskedLadders()) {
          for (const NamedCuts& cuts : kCuts) see({size, rate, cuts.cuts, &ladder});
        }
      }
      if (lying.width == lying.height) break;
    }
  }
}

void PrintHead(const char* of) { std::printf("\n| %s | right | wrong | unknown |\n|---|---|---|---|\n", of); }

void PrintClasses(int segments) {
  Scores by_cuts;
  Scores by_ladder;
  Scores by_rate;
  Scores by_shape;
  Scores by_both;
  Score all;
  Score with_frames;
  uint64_t seed = 0;
  ForEachStream(SeenSizes(), {std::begin(kSeenRates), std::end(kSeenRates)}, [&](const SourceStream& stream) {
    const int wanted = RungOfSize(stream.size.width, stream.size.height);
    const int found = RungAfter(segments, stream, ++seed);
    const bool varies = stream.cuts == Cuts::kScenes || stream.cuts == Cuts::kEach2SecondsAndScenes;
    char rate[16];
    std::snprintf(rate, sizeof rate, "%.5g", stream.rate);
    for (const NamedCuts& cuts : kCuts) {
      if (cuts.cuts == stream.cuts) Of(&by_cuts, cuts.name).Add(found, wanted);
    }
    Of(&by_ladder, stream.ladder->name).Add(found, wanted);
    Of(&by_rate, rate).Add(found, wanted);
    Of(&by_shape, stream.size.height > stream.size.width ? "portrait" : "landscape, square").Add(found, wanted);
    Of(&by_both, std::string(stream.ladder->name) + (varies ? ", scenes" : ", regular")).Add(found, wanted);
    all.Add(found, wanted);
    SourceStream told = stream;
    told.tells_frames = true;
    with_frames.Add(RungAfter(4, told, seed), wanted);
  });
  std::printf("%d streams of %d segments; in %%\n", all.right + all.wrong + all.unknown, segments);
  PrintHead("all");
  all.Print("the host tells pixels");
  with_frames.Print("it tells frames as well");
  for (const auto& [name, scores] : {std::pair("key frames", by_cuts), std::pair("frame rate", by_rate),
                                     std::pair("shape", by_shape), std::pair("ladder", by_both)}) {
    PrintHead(name);
    for (const auto& [of, score] : scores) score.Print(of);
  }
}

void PrintTrouble(int segments) {
  const std::vector<double> usual(std::begin(kSeenRates), std::end(kSeenRates));
  struct Case {
    const char* name;
    std::vector<FrameSize> sizes;
    std::vector<double> rates;
    int segments;
    Trouble trouble;
  };
  const Case cases[] = {
      {"two segments", SeenSizes(), usual, 2, {}},
      {"ten segments", SeenSizes(), usual, 10, {}},
      {"random even sizes", RandomSizes(), usual, segments, {}},
      {"5 % of frames lost", SeenSizes(), usual, segments, {.lost_frames = 0.1}},
      {"25 % of frames lost", SeenSizes(), usual, segments, {.lost_frames = 0.5}},
      {"durations off by 1.5 %", SeenSizes(), usual, segments, {.duration_error = 0.015}},
      {"a tenth is of 640x480", SeenSizes(), usual, segments, {.other_size = 0.1}},
      {"a third is of half the sides", SeenSizes(), usual, segments, {.another_size_first = true}},
      {"15 frames/s", SeenSizes(), {15}, segments, {}},
      {"10, 12 or 20 frames/s", SeenSizes(), {10, 12, 20}, segments, {}},
      {"90 or 120 frames/s", SeenSizes(), {90, 120}, segments, {}},
      {"no usual rate", SeenSizes(), {17, 27.5, 37, 43}, segments, {}},
  };
  PrintHead("trouble");
  for (const Case& one : cases) {
    Score score;
    uint64_t seed = 0;
    ForEachStream(one.sizes, one.rates, [&](const SourceStream& stream) {
      score.Add(RungAfter(one.segments, stream, ++seed, one.trouble),
                RungOfSize(stream.size.width, stream.size.height));
    });
    score.Print(one.name);
  }
}

}  // namespace
}  // namespace nodestats

int main(int argc, char** argv) {
  const int segments = argc > 1 ? std::atoi(argv[1]) : 60;
  nodestats::PrintClasses(segments);
  nodestats::PrintTrouble(segments);
}
