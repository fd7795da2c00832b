// Memory that runs out where a test wants it to.
#ifndef NODESTATS_TESTS_PRIVACY_SHORT_MEMORY_H_
#define NODESTATS_TESTS_PRIVACY_SHORT_MEMORY_H_

#include <cstdint>

namespace nodestats_test {

// While this lives, `operator new` and mmap of this thread succeed `allocations` times more.
class ShortMemory {
 public:
  explicit ShortMemory(int64_t allocations);
  ~ShortMemory();
  ShortMemory(const ShortMemory&) = delete;
  ShortMemory& operator=(const ShortMemory&) = delete;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_SHORT_MEMORY_H_
