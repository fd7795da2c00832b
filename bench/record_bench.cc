// Recording, through the C interface.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "allocations.h"
#include "node.h"

namespace nodestats {
namespace {

// A node on which each of its streams is known already. Made at its first use, and kept: making one takes its time.
struct LiveNode {
  explicit LiveNode(int count) : streams(MakeStreams(count, 1)) { node.Record(streams); }
  const std::vector<Stream> streams;
  Node node;
};

template <int kCount>
LiveNode& Live() {
  static LiveNode live(kCount);
  return live;
}

// Records segments of streams[first] up to, but not with, streams[first + count], over and over.
void RecordKnown(benchmark::State& state, LiveNode* live, SourceSize source_size, size_t first, size_t count) {
  Segments segments(source_size);
  const int64_t allocations_before = Allocations();
  size_t next = 0;
  for (auto _ : state) {
    live->node.Record(live->streams[first + next], &segments);
    if (++next == count) next = 0;
  }
  state.counters["allocations"] = static_cast<double>(Allocations() - allocations_before);
}

constexpr size_t kStreams = 1000;  // of each thread, where it has streams of its own

void RecordSourceUnknown(benchmark::State& state) {
  const auto thread = static_cast<size_t>(state.thread_index());
  RecordKnown(state, &Live<2 * kStreams>(), SourceSize::kUnknown, thread * kStreams, kStreams);
}
BENCHMARK(RecordSourceUnknown)->Threads(1)->Threads(2)->UseRealTime();

void RecordSourceGiven(benchmark::State& state) {
  RecordKnown(state, &Live<2 * kStreams>(), SourceSize::kGiven, 0, kStreams);
}
BENCHMARK(RecordSourceGiven)->UseRealTime();

void RecordSame16(benchmark::State& state) { RecordKnown(state, &Live<16>(), SourceSize::kUnknown, 0, 16); }
BENCHMARK(RecordSame16)->Threads(1)->Threads(2)->UseRealTime();

void Record65536(benchmark::State& state) {
  RecordKnown(state, &Live<Node::kMaxStreams>(), SourceSize::kUnknown, 0, Node::kMaxStreams);
}
BENCHMARK(Record65536)->UseRealTime();

// The first segment of a stream in its hour, which also looks its place up.
void RecordNewStream(benchmark::State& state) {
  static const std::vector<Stream> streams = MakeStreams(Node::kMaxStreams, 2);
  static Node node(GeoPath());
  Segments segments(SourceSize::kUnknown);
  size_t next = 0;
  for (auto _ : state) {
    if (next == streams.size()) {
      state.PauseTiming();
      node.DropHour();
      next = 0;
      state.ResumeTiming();
    }
    node.Record(streams[next++], &segments);
  }
  node.DropHour();
}
BENCHMARK(RecordNewStream);

}  // namespace
}  // namespace nodestats
