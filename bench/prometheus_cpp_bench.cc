// What a straightforward exporter does with a segment: for each rendition it finds the counter by its labels in
// prometheus-cpp, and adds the pixels.
#include <benchmark/benchmark.h>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/registry.h>

#include <iterator>
#include <string>

namespace nodestats {
namespace {

constexpr const char* kRegions[] = {"Northern America", "Western Europe", "Southern Asia", "South America"};
constexpr const char* kRungs[] = {"720p", "480p", "360p", "240p"};

prometheus::Family<prometheus::Counter>& EncodedPixels() {
  static prometheus::Registry registry;
  static prometheus::Family<prometheus::Counter>& family =
      prometheus::BuildCounter().Name("encoded_pixels_total").Help("Pixels encoded.").Register(registry);
  return family;
}

void PrometheusCpp(benchmark::State& state) {
  prometheus::Family<prometheus::Counter>& family = EncodedPixels();
  size_t next = 0;
  for (auto _ : state) {
    const char* region = kRegions[next];
    for (const char* rung : kRungs) family.Add({{"region", region}, {"rung", rung}}).Increment(1e6);
    if (++next == std::size(kRegions)) next = 0;
  }
}
BENCHMARK(PrometheusCpp)->Threads(1)->Threads(2)->UseRealTime();

}  // namespace
}  // namespace nodestats
