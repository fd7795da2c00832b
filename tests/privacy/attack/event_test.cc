#include "privacy/attack/event.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodestats_test {
namespace {

// So many numbers, of which one in `every` is `rare` and the others are 0.
Numbers OneIn(size_t every, size_t size, double rare) {
  Numbers numbers(size, 0);
  for (size_t i = 0; i < size; i += every) numbers[i] = rare;
  return numbers;
}

TEST(Event, ProvesNearlyWhatIsTrueAndNotMore) {
  const Numbers with = OneIn(4, 400'000, 7);
  const Numbers without = OneIn(16, 400'000, 7);
  const double threshold = ChooseThreshold(with, without, 1e-3);
  EXPECT_EQ(threshold, 7);
  const double proven = ProvenEpsilon(SecondHalf(with), SecondHalf(without), threshold, 0.05);
  EXPECT_LT(proven, std::log(4.0));
  EXPECT_GT(proven, std::log(4.0) - 0.03);
}

TEST(Event, ProvesNothingOfWorldsThatAreTheSame) {
  const Numbers numbers = OneIn(5, 10'000, 7);
  const double threshold = ChooseThreshold(numbers, numbers, 1e-3);
  EXPECT_LT(ProvenEpsilon(SecondHalf(numbers), SecondHalf(numbers), threshold, 0.05), 0);
}

TEST(Event, ThatNeverHappensProvesNothing) {
  const Numbers numbers(1'000, 0);
  EXPECT_LT(ProvenEpsilon(SecondHalf(numbers), SecondHalf(numbers), 1, 0.05), 0);
}

// What the first halves show by chance must not count for the event that was chosen by it.
TEST(Event, IsJudgedOnTheHalfThatItWasNotChosenOn) {
  Numbers with(20'000, 0);
  for (size_t i = 0; i < 5'000; ++i) with[i] = 7;  // all of them in the first half
  const Numbers without = OneIn(40, 20'000, 7);
  const double threshold = ChooseThreshold(with, without, 1e-3);
  EXPECT_EQ(threshold, 7);
  EXPECT_GT(ProvenEpsilon(FirstHalf(with), FirstHalf(without), threshold, 0.05), 2);
  EXPECT_LT(ProvenEpsilon(SecondHalf(with), SecondHalf(without), threshold, 0.05), 0);
}

}  // namespace
}  // namespace nodestats_test
