// Memory of its own pages for what is large and comes and goes.
#ifndef NODESTATS_BASE_PAGE_ALLOCATOR_H_
#define NODESTATS_BASE_PAGE_ALLOCATOR_H_

#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace nodestats {

// Takes what is small from the heap alone: between what is freed each hour, large blocks that stay would leave holes in
// it as large as themselves, in the arena of whatever thread the host came with.
template <typename T>
class PageAllocator {
 public:
  using value_type = T;

  PageAllocator() = default;
  template <typename Other>
  PageAllocator(const PageAllocator<Other>&) {}  // NOLINT(google-explicit-constructor): as an allocator has to

  // Throws std::bad_alloc.
  T* allocate(size_t count) {
    if (!IsOfPages(count)) return std::allocator<T>().allocate(count);
    void* pages = mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    return static_cast<T*>(pages);
  }

  void deallocate(T* memory, size_t count) {
    IsOfPages(count) ? static_cast<void>(munmap(memory, count * sizeof(T)))
                     : std::allocator<T>().deallocate(memory, count);
  }

  // What a vector grows by without a value is not written to: pages that are not used take no memory.
  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <typename U, typename... Values>
  void construct(U* at, Values&&... values) {
    ::new (static_cast<void*>(at)) U(std::forward<Values>(values)...);
  }

  // Whether so many lie in pages of their own.
  static bool IsOfPages(size_t count) { return count >= kLeastBytes / sizeof(T); }

  friend bool operator==(const PageAllocator&, const PageAllocator&) { return true; }
  friend bool operator!=(const PageAllocator&, const PageAllocator&) { return false; }

 private:
  static constexpr size_t kLeastBytes = size_t{64} * 1024;
};

template <typename T>
using Pages = std::vector<T, PageAllocator<T>>;
using Bytes = std::basic_string<char, std::char_traits<char>, PageAllocator<char>>;

}  // namespace nodestats

#endif  // NODESTATS_BASE_PAGE_ALLOCATOR_H_
