// How much anonymous memory the process holds: what it allocated and touched, without files and shared memory.
#ifndef NODESTATS_BENCH_ANONYMOUS_MEMORY_H_
#define NODESTATS_BENCH_ANONYMOUS_MEMORY_H_

#include <atomic>
#include <cstdint>
#include <thread>

namespace nodestats {

int64_t AnonymousBytes();

// Looks again and again, in a thread of its own, for the most that the process held while this object lived.
class AnonymousPeak {
 public:
  AnonymousPeak();
  ~AnonymousPeak();

  int64_t bytes() const { return peak_bytes_; }

 private:
  std::atomic<int64_t> peak_bytes_{0};
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace nodestats

#endif  // NODESTATS_BENCH_ANONYMOUS_MEMORY_H_
