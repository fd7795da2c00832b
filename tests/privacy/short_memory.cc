#include "privacy/short_memory.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstdlib>
#include <new>

namespace {

thread_local int64_t allocations_left = -1;  // negative: any number

bool IsShort() {
  if (allocations_left == 0) return true;
  if (allocations_left > 0) --allocations_left;
  return false;
}

}  // namespace

namespace nodestats_test {

ShortMemory::ShortMemory(int64_t allocations) { allocations_left = allocations; }
ShortMemory::~ShortMemory() { allocations_left = -1; }

}  // namespace nodestats_test

// Of the whole program.
void* operator new(std::size_t size) {
  if (IsShort()) throw std::bad_alloc();
  if (void* memory = std::malloc(size == 0 ? 1 : size); memory != nullptr) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

extern "C" {

void* __real_mmap(void* address, size_t size, int protection, int flags, int file, off_t offset);

void* __wrap_mmap(void* address, size_t size, int protection, int flags, int file, off_t offset) {
  if (!IsShort()) return __real_mmap(address, size, protection, flags, file, offset);
  errno = ENOMEM;
  return MAP_FAILED;
}
}
