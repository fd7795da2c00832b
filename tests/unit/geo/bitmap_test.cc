#include "geo/bitmap.h"

#include <gtest/gtest.h>

#include <vector>

namespace nodestats {
namespace {

std::vector<uint64_t> NumbersOf(const Bitmap& bitmap) {
  std::vector<uint64_t> numbers;
  bitmap.ForEach([&](uint64_t number) {
    numbers.push_back(number);
    return true;
  });
  return numbers;
}

TEST(Bitmap, GivesEachNumberOnceAscending) {
  Bitmap bitmap(200);
  for (const uint64_t number : {199u, 0u, 63u, 64u, 127u, 64u, 128u}) bitmap.Add(number);
  EXPECT_EQ(NumbersOf(bitmap), (std::vector<uint64_t>{0, 63, 64, 127, 128, 199}));
}

TEST(Bitmap, StopsWhereItIsTold) {
  Bitmap bitmap(100);
  for (const uint64_t number : {3u, 70u, 90u}) bitmap.Add(number);
  uint64_t last = 0;
  EXPECT_FALSE(bitmap.ForEach([&](uint64_t number) {
    last = number;
    return number < 70;
  }));
  EXPECT_EQ(last, 70u);
}

TEST(Bitmap, SwapsAndClears) {
  Bitmap full(10);
  Bitmap other(10);
  full.Add(7);
  EXPECT_FALSE(full.empty());
  EXPECT_TRUE(other.empty());
  full.Swap(&other);
  EXPECT_TRUE(full.empty());
  EXPECT_EQ(NumbersOf(other), std::vector<uint64_t>{7});
  other.Clear();
  EXPECT_TRUE(other.empty());
}

TEST(Bitmap, HasRoomForItsLastNumber) {
  for (const uint64_t size : {1u, 63u, 64u, 65u, 128u}) {
    Bitmap bitmap(size);
    bitmap.Add(size - 1);
    EXPECT_EQ(NumbersOf(bitmap), std::vector<uint64_t>{size - 1});
  }
}

}  // namespace
}  // namespace nodestats
