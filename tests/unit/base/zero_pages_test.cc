#include "base/zero_pages.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace nodestats {
namespace {

TEST(ZeroPages, AreZeroAtFirstAndWhenCleared) {
  for (const size_t size : {size_t{1}, size_t{1000}, size_t{1'000'001}}) {
    ZeroPages<uint64_t> pages(size);
    ASSERT_EQ(pages.size(), size);
    for (int round = 0; round < 2; ++round) {
      for (size_t at = 0; at < size; ++at) {
        ASSERT_EQ(pages[at], 0u);
        pages[at] = at + 1;
      }
      pages.Clear();
    }
  }
}

}  // namespace
}  // namespace nodestats
