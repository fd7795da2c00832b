// How long a cache line takes from one processor to another: what two threads pay for each line that both change. On a
// virtual machine it may be six times as long from one minute to the next, as its processors are moved about.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdint>
#include <thread>

namespace nodestats {
namespace {

void LineTransfer(benchmark::State& state) {
  alignas(64) std::atomic<int64_t> turn{0};  // even: ours
  constexpr int64_t kEnd = -1;
  std::thread other([&] {
    for (int64_t next = 1;; next += 2) {
      int64_t seen = 0;
      while ((seen = turn.load(std::memory_order_acquire)) != next && seen != kEnd) continue;
      if (seen == kEnd) return;
      turn.store(next + 1, std::memory_order_release);
    }
  });
  int64_t next = 0;
  while (state.KeepRunningBatch(2)) {  // there and back
    turn.store(next + 1, std::memory_order_release);
    next += 2;
    while (turn.load(std::memory_order_acquire) != next) continue;
  }
  turn.store(kEnd, std::memory_order_release);
  other.join();
}
BENCHMARK(LineTransfer)->UseRealTime();

}  // namespace
}  // namespace nodestats
