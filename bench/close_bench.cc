// close_bench STREAMS HOURS: what the end of an hour costs, with so many streams live, over so many hours; and how long
// another thread's record calls take meanwhile. Prints lines of a name and a number: Close and Publish for each hour,
// and quantiles of the record calls in all hours; in nanoseconds, but for the numbers of calls.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "node.h"

namespace nodestats {
namespace {

using Clock = std::chrono::steady_clock;

int64_t NanosecondsSince(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count();
}

enum Phase { kQuiet, kClosing, kPublishing, kPhaseCount };

// A thread that records all the time, and notes how long each call takes in each phase.
class Recorder {
 public:
  Recorder(Node* node, const std::vector<Stream>& streams)
      : node_(node), streams_(streams), thread_([this] { Run(); }) {}

  void Enter(Phase phase) { phase_ = phase; }

  // Ends the thread, and gives the calls of each phase.
  const std::vector<int64_t> (&Stop())[kPhaseCount] {
    done_ = true;
    thread_.join();
    return ns_;
  }

 private:
  static constexpr size_t kMostCalls = 4 * 1000 * 1000;  // noted for each phase

  void Run() {
    Segments segments(SourceSize::kUnknown);
    for (std::vector<int64_t>& ns : ns_) ns.reserve(kMostCalls);
    for (size_t next = 0; !done_; next = next + 1 < streams_.size() ? next + 1 : 0) {
      const Phase phase = phase_;
      const Clock::time_point begin = Clock::now();
      node_->Record(streams_[next], &segments);
      const int64_t ns = NanosecondsSince(begin);
      if (ns_[phase].size() < kMostCalls) ns_[phase].push_back(ns);
    }
  }

  Node* const node_;
  const std::vector<Stream>& streams_;
  std::atomic<Phase> phase_{kQuiet};
  std::atomic<bool> done_{false};
  std::vector<int64_t> ns_[kPhaseCount];
  std::thread thread_;
};

// Times a step of the clock, during which the recorder is in `phase`.
void Step(const char* name, int streams, Node* node, int64_t ms, Phase phase, Recorder* recorder) {
  recorder->Enter(phase);
  const Clock::time_point begin = Clock::now();
  node->AdvanceMs(ms);
  const int64_t ns = NanosecondsSince(begin);
  recorder->Enter(kQuiet);
  std::printf("%s/%d %lld\n", name, streams, static_cast<long long>(ns));
}

void PrintQuantiles(const char* name, int streams, std::vector<int64_t> ns) {
  std::sort(ns.begin(), ns.end());
  std::printf("%s/%d/calls %zu\n", name, streams, ns.size());
  if (ns.empty()) return;
  const auto print = [&](const char* quantile, double share) {
    const size_t at = std::min(ns.size() - 1, static_cast<size_t>(share * static_cast<double>(ns.size())));
    std::printf("%s/%d/%s %lld\n", name, streams, quantile, static_cast<long long>(ns[at]));
  };
  print("p50", 0.5);
  print("p99", 0.99);
  print("p99.9", 0.999);
  print("max", 1);
}

void Run(int stream_count, int hours) {
  const std::vector<Stream> streams = MakeStreams(stream_count, 6);
  Node node(GeoPath());
  Recorder recorder(&node, streams);
  for (int hour = 0; hour < hours; ++hour) {
    node.Record(streams);
    node.AdvanceToLastMinute();
    Step("Close", stream_count, &node, 60 * 1000, kClosing, &recorder);
    Step("Publish", stream_count, &node, 10 * 1000, kPublishing, &recorder);
    node.AdvanceMs(50 * 1000);  // to a whole minute
  }
  const std::vector<int64_t>(&calls)[kPhaseCount] = recorder.Stop();
  PrintQuantiles("RecordQuiet", stream_count, calls[kQuiet]);
  PrintQuantiles("RecordWhileClosing", stream_count, calls[kClosing]);
  PrintQuantiles("RecordWhilePublishing", stream_count, calls[kPublishing]);
}

}  // namespace
}  // namespace nodestats

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: close_bench STREAMS HOURS\n", stderr);
    return 2;
  }
  nodestats::Run(std::atoi(argv[1]), std::atoi(argv[2]));
  return 0;
}
