#include "base/page_allocator.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <new>

namespace nodestats {
namespace {

constexpr size_t kLarge = 1'000'000;

TEST(PageAllocator, ContainersGrowFromTheHeapIntoPagesAndBack) {
  Bytes bytes;
  for (size_t i = 0; i < kLarge; ++i) bytes.push_back(static_cast<char>(i % 251));
  for (size_t i = 0; i < kLarge; i += 997) ASSERT_EQ(bytes[i], static_cast<char>(i % 251));
  bytes.resize(100);
  bytes.shrink_to_fit();
  EXPECT_LT(bytes.capacity(), 1000u);
  EXPECT_EQ(bytes[99], static_cast<char>(99));
}

TEST(PageAllocator, LargeMemoryIsOfPagesOfItsOwn) {
  const Pages<uint64_t> words(kLarge, 7);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(words.data()) % 4096, 0u);
  EXPECT_EQ(words.back(), 7u);
}

TEST(PageAllocator, WhatTheSystemCannotGiveThrows) {
  EXPECT_THROW(PageAllocator<char>().allocate(std::numeric_limits<size_t>::max() / 4), std::bad_alloc);
}

}  // namespace
}  // namespace nodestats
