// An array of numbers that begin as zero, in memory of its own pages.
#ifndef NODESTATS_BASE_ZERO_PAGES_H_
#define NODESTATS_BASE_ZERO_PAGES_H_

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>

#include "base/page_allocator.h"

namespace nodestats {

// Pages that were not written to take no memory, and none do after Clear(). Not thread-safe.
template <typename T>
class ZeroPages {
 public:
  // Throws std::bad_alloc.
  explicit ZeroPages(size_t size) : memory_(size) { Clear(); }

  T& operator[](size_t at) { return memory_[at]; }
  size_t size() const { return memory_.size(); }

  void Clear() {
    // What lies in pages of its own is given back, and comes as zero when it is needed again.
    const size_t bytes = memory_.size() * sizeof(T);
    if (memory_.get_allocator().IsOfPages(memory_.size()) && madvise(memory_.data(), bytes, MADV_DONTNEED) == 0) return;
    std::fill(memory_.begin(), memory_.end(), T{});
  }

 private:
  Pages<T> memory_;
};

}  // namespace nodestats

#endif  // NODESTATS_BASE_ZERO_PAGES_H_
