// Drawing noise.
#include <benchmark/benchmark.h>

#include "privacy/noise.h"

namespace nodestats {
namespace {

// All that the releases at a day's end take.
void DrawDay(benchmark::State& state) {
  const std::unique_ptr<NoiseSource> source = MakeNoiseSource();
  for (auto _ : state) {
    for (const Window window : {kHour, kBlock, kDay}) {
      Noise noise(Mode::kStreamHour, window);
      if (!noise.Draw(source.get())) state.SkipWithError("no randomness");
      benchmark::DoNotOptimize(noise.Of(kStreamsAverage).data());
    }
  }
}
BENCHMARK(DrawDay);

}  // namespace
}  // namespace nodestats
