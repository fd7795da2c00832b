#include "privacy/short_memory.h"

#include <cstdlib>
#include <new>

namespace {
thread_local int64_t allocations_left = -1;  // negative: any number
}  // namespace

namespace nodestats_test {

ShortMemory::ShortMemory(int64_t allocations) { allocations_left = allocations; }
ShortMemory::~ShortMemory() { allocations_left = -1; }

}  // namespace nodestats_test

// Of the whole program.
void* operator new(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  if (void* memory = std::malloc(size == 0 ? 1 : size); memory != nullptr) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
