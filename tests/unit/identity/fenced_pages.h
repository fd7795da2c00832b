// Memory between two pages that must not be touched: whoever reads past its ends crashes.
#ifndef NODESTATS_TESTS_UNIT_IDENTITY_FENCED_PAGES_H_
#define NODESTATS_TESTS_UNIT_IDENTITY_FENCED_PAGES_H_

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace nodestats {

class FencedPages {
 public:
  FencedPages() {
    void* mapped = mmap(nullptr, 3 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED || mprotect(static_cast<uint8_t*>(mapped) + page_, page_, PROT_READ | PROT_WRITE) != 0) {
      ADD_FAILURE() << "no memory";
    }
    fence_ = static_cast<uint8_t*>(mapped);
  }
  ~FencedPages() { munmap(fence_, 3 * page_); }
  FencedPages(const FencedPages&) = delete;
  FencedPages& operator=(const FencedPages&) = delete;

  // A copy that no readable byte follows.
  uint8_t* AtEnd(const std::vector<uint8_t>& bytes) { return Put(fence_ + 2 * page_ - bytes.size(), bytes); }

  // A copy that no readable byte precedes.
  uint8_t* AtStart(const std::vector<uint8_t>& bytes) { return Put(fence_ + page_, bytes); }

  // Memory that cannot be written.
  void* Forbidden() { return fence_; }

 private:
  static uint8_t* Put(uint8_t* at, const std::vector<uint8_t>& bytes) {
    if (!bytes.empty()) std::memcpy(at, bytes.data(), bytes.size());
    return at;
  }

  const size_t page_ = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  uint8_t* fence_ = nullptr;
};

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_IDENTITY_FENCED_PAGES_H_
