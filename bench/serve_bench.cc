// What the host calls besides recording: reading the published answers, and telling the time.
#include <benchmark/benchmark.h>

#include "node.h"

namespace nodestats {
namespace {

// An answer that was made when its release appeared.
void CachedAnswer(benchmark::State& state) {
  static Node* const node = [] {
    auto* made = new Node(GeoPath());
    made->Record(MakeStreams(1000, 3));
    made->AdvanceToLastMinute();
    made->AdvanceMs(60 * 1000);
    made->AdvanceMs(10 * 1000);
    return made;
  }();
  nodestats_answer answer = {};
  answer.struct_size = sizeof answer;
  for (auto _ : state) {
    const nodestats_status status =
        nodestats_summary(node->engine(), NODESTATS_FORMAT_TEXT, NODESTATS_SINCE_ALL, 1, &answer);
    if (status != NODESTATS_OK || answer.last_modified_unix_s == 0) state.SkipWithError("no answer");
    nodestats_answer_release(&answer);
  }
}
BENCHMARK(CachedAnswer)->Threads(1)->Threads(2)->UseRealTime();

// The call that the host makes once a second, within an hour in which `range(0)` streams are live. The clock stands, so
// that a run of any length stays within the hour; the streams are looked at as if it went on.
void Tick(benchmark::State& state) {
  Node node;
  node.Record(MakeStreams(static_cast<int>(state.range(0)), 4));
  for (auto _ : state) node.AdvanceMs(0);
}
BENCHMARK(Tick)->Arg(1)->Arg(1000)->Arg(Node::kMaxStreams)->UseRealTime();

}  // namespace
}  // namespace nodestats
