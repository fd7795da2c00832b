// close_bench STREAMS HOURS: what the end of an hour costs, with so many streams live, over so many hours; and how long
// another thread's record calls take meanwhile.
// Prints lines of a name and a number: times in microseconds, of which `_best` and `_median` are of all hours, and `_p99`
// and the like of all record calls in that part of all hours.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "node.h"

namespace nodestats {
namespace {

using Clock = std::chrono::steady_clock;

double MicrosecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

// The value that a share of `sorted` does not exceed.
double Quantile(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(share * static_cast<double>(sorted.size())))];
}

void PrintTimes(const char* name, std::vector<double> us) {
  std::sort(us.begin(), us.end());
  std::printf("%s_best %.1f\n%s_median %.1f\n%s_worst %.1f\n", name, us.front(), name, Quantile(us, 0.5), name, us.back());
}

void PrintLatencies(const char* name, std::vector<double> us) {
  std::sort(us.begin(), us.end());
  std::printf("%s_calls %zu\n%s_p50 %.3f\n%s_p99 %.3f\n%s_p999 %.3f\n%s_max %.3f\n", name, us.size(), name,
              Quantile(us, 0.5), name, Quantile(us, 0.99), name, Quantile(us, 0.999), name, us.back());
}

enum Phase { kQuiet, kClosing, kPublishing, kPhaseCount };

// A thread that records all the time, and notes how long each call takes in each phase.
class Recorder {
 public:
  Recorder(Node* node, const std::vector<Stream>& streams) : node_(node), streams_(streams), thread_([this] { Run(); }) {}
  ~Recorder() {
    if (thread_.joinable()) Stop();
  }

  void Enter(Phase phase) { phase_ = phase; }
  void Stop() {
    done_ = true;
    thread_.join();
  }
  const std::vector<double>& us(Phase phase) const { return us_[phase]; }  // after Stop()

 private:
  static constexpr size_t kMostCalls = 4 * 1000 * 1000;  // noted for each phase

  void Run() {
    Segments segments(SourceSize::kUnknown);
    for (std::vector<double>& us : us_) us.reserve(kMostCalls);
    for (size_t next = 0; !done_; next = next + 1 < streams_.size() ? next + 1 : 0) {
      const Phase phase = phase_;
      const Clock::time_point begin = Clock::now();
      node_->Record(streams_[next], &segments);
      const double us = MicrosecondsSince(begin);
      if (us_[phase].size() < kMostCalls) us_[phase].push_back(us);
    }
  }

  Node* const node_;
  const std::vector<Stream>& streams_;
  std::atomic<Phase> phase_{kQuiet};
  std::atomic<bool> done_{false};
  std::vector<double> us_[kPhaseCount];
  std::thread thread_;
};

// Times a step of the clock, during which the recorder is in `phase`.
double Step(Node* node, int64_t ms, Phase phase, Recorder* recorder) {
  recorder->Enter(phase);
  const Clock::time_point begin = Clock::now();
  node->AdvanceMs(ms);
  const double us = MicrosecondsSince(begin);
  recorder->Enter(kQuiet);
  return us;
}

void Run(int stream_count, int hours) {
  const std::vector<Stream> streams = MakeStreams(stream_count, 6);
  Node node(GeoPath());
  std::vector<double> close_us;
  std::vector<double> publish_us;
  Recorder recorder(&node, streams);
  for (int hour = 0; hour < hours; ++hour) {
    node.Record(streams);
    node.AdvanceToLastMinute();
    close_us.push_back(Step(&node, 60 * 1000, kClosing, &recorder));
    publish_us.push_back(Step(&node, 10 * 1000, kPublishing, &recorder));
    node.AdvanceMs(50 * 1000);  // to a whole minute
  }
  recorder.Stop();
  PrintTimes("close_us", close_us);
  PrintTimes("publish_us", publish_us);
  PrintLatencies("record_quiet_us", recorder.us(kQuiet));
  PrintLatencies("record_closing_us", recorder.us(kClosing));
  PrintLatencies("record_publishing_us", recorder.us(kPublishing));
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
