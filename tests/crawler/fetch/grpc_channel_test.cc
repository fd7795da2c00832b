#include "fetch/grpc_channel.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace nodestats::crawler {
namespace {

// errno after a lock that another thread holds for a while.
int AfterContention() {
  absl::Mutex mutex;
  mutex.Lock();
  int after = 0;
  std::atomic<bool> begun{false};
  std::thread other([&] {
    begun = true;
    errno = EINPROGRESS;
    mutex.Lock();
    after = errno;
    mutex.Unlock();
  });
  while (!begun) std::this_thread::yield();
  absl::SleepFor(absl::Milliseconds(50));
  mutex.Unlock();
  other.join();
  return after;
}

// In how many of as many threads their first allocation changes errno.
int ChangedByAllocation() {
  constexpr int kThreads = 40;
  std::atomic<int> changed{0};
  std::atomic<int> allocated{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      errno = EINPROGRESS;
      void* volatile memory = std::malloc(100);
      if (errno != EINPROGRESS) ++changed;
      ++allocated;
      while (allocated < kThreads) std::this_thread::yield();  // each is to have an arena of its own
      std::free(memory);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return changed;
}

// Of a process of its own, since these things happen once in one.
[[noreturn]] void WithoutSys() {
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || mount("none", "/sys", "tmpfs", 0, nullptr) != 0) {
    std::fputs("no namespace can be made here\n", stderr);
    _exit(0);
  }
  AnyCertificate();
  const int after = AfterContention();
  const bool is_well = after == EINPROGRESS || after == EAGAIN;  // a futex may leave that one, which gRPC takes alike
  if (!is_well) std::fprintf(stderr, "a contended lock leaves errno %d\n", after);
  const int changed = ChangedByAllocation();
  if (changed != 0) std::fprintf(stderr, "%d allocations change errno\n", changed);
  _exit(is_well && changed == 0 ? 0 : 1);
}

// gRPC takes what stands in errno after locks and allocations for what connect() left there.
TEST(GrpcChannelDeathTest, WithoutSysLocksAndAllocationsLeaveErrnoAlone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(WithoutSys(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace nodestats::crawler
