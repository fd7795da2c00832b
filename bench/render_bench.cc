// Rendering the newest releases, inside the library.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "node.h"
#include "nodestats/v1/summary.pb.h"
#include "release/validate.h"
#include "render/gzip.h"
#include "render/metric_family_sink.h"
#include "render/release_json.h"
#include "render/release_metrics.h"
#include "render/text_sink.h"

namespace nodestats {
namespace {

constexpr int64_t kSecondMs = 1000;
constexpr int64_t kNextReleaseS = 1767229210;

// The newest release of each window after a day of 1,000 streams, the shortest first, as a node serves them.
ReleaseList DayOfReleases() {
  Node node(GeoPath());
  const std::vector<Stream> streams = MakeStreams(1000, 5);
  for (int hour = 0; hour < 24; ++hour) {
    node.Record(streams);
    node.AdvanceToLastMinute();
    node.AdvanceMs(60 * kSecondMs);
  }
  node.AdvanceMs(10 * kSecondMs);
  nodestats_answer answer = {};
  answer.struct_size = sizeof answer;
  nodestats_summary(node.engine(), NODESTATS_FORMAT_PROTOBUF, NODESTATS_SINCE_ALL, 0, &answer);
  v1::Summary summary;
  summary.ParseFromArray(answer.data, static_cast<int>(answer.size));
  nodestats_answer_release(&answer);
  ReleaseList newest;
  for (int window = 0; window < kWindowCount; ++window) newest.Add();
  for (const v1::SignedRelease& release : summary.releases()) {
    v1::Release parsed;
    parsed.ParseFromString(release.payload());
    *newest.Mutable(WindowOf(parsed)) = parsed;
  }
  return newest;
}

const ReleaseList& Releases() {
  static const ReleaseList releases = DayOfReleases();
  return releases;
}

template <typename Sink>
std::string Metrics() {
  Sink sink;
  WriteReleases(Releases(), "nodestats/0.0.0", kNextReleaseS, &sink);
  return sink.Take();
}

// Measures `make`, and tells the size of what it makes.
template <typename Make>
void Measure(benchmark::State& state, Make make) {
  size_t size_bytes = 0;
  for (auto _ : state) {
    auto made = make();
    size_bytes = made.size();
    benchmark::DoNotOptimize(made);
  }
  state.counters["size_bytes"] = static_cast<double>(size_bytes);
}

void RenderText(benchmark::State& state) { Measure(state, Metrics<TextSink>); }
BENCHMARK(RenderText);

void RenderMetricFamily(benchmark::State& state) { Measure(state, Metrics<MetricFamilySink>); }
BENCHMARK(RenderMetricFamily);

void RenderJson(benchmark::State& state) {
  Measure(state, [] {
    std::string all;
    for (const v1::Release& release : Releases()) all += ReleaseJson(release);
    return all;
  });
}
BENCHMARK(RenderJson);

void GzipText(benchmark::State& state) {
  const std::string text = Metrics<TextSink>();
  Measure(state, [&] {
    std::string stream;
    return Gzip(Deflate(text, &stream), "");
  });
}
BENCHMARK(GzipText);

}  // namespace
}  // namespace nodestats
