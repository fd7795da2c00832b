// What can be told of single samples; tests/privacy/ looks at their distribution.
#include "privacy/discrete_laplace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace nodestats {
namespace {

// Bits written down beforehand: "1" and "0", with spaces as one likes.
class Tape : public RandomBits {
 public:
  explicit Tape(std::string bits) : bits_(std::move(bits)) {
    bits_.erase(std::remove(bits_.begin(), bits_.end(), ' '), bits_.end());
  }

  bool Next(int count, uint64_t* bits) override {
    if (bits_.size() - used_ < static_cast<size_t>(count)) return false;
    uint64_t number = 0;
    for (; count > 0; --count) number = number * 2 + (bits_[used_++] == '1' ? 1 : 0);
    *bits = number;
    return true;
  }

  size_t used() const { return used_; }
  size_t left() const { return bits_.size() - used_; }

 private:
  std::string bits_;
  size_t used_ = 0;
};

// The sample of a tape that ends with it.
int64_t SampleOf(const NoiseScale& scale, const std::string& bits) {
  Tape tape(bits);
  int64_t sample = -12345;
  EXPECT_TRUE(DrawDiscreteLaplace(scale, &tape, &sample)) << bits;
  EXPECT_EQ(tape.left(), 0u) << bits;
  return sample;
}

// Algorithm 1 for gamma 1, whose first trial is sure. The second, of 1/2 = 0.1 in binary, ends it with "1": k = 2, so
// "no". With "0" it goes on to a third, of 1/3 = 0.01..., which "1" ends: k = 3, so "yes".
const char kNo[] = " 1 ";
const char kYes[] = " 01 ";

TEST(DiscreteLaplace, CountsHowOftenExpOfMinusOneHolds) {
  EXPECT_EQ(SampleOf({1, 1}, std::string(kNo) + "0"), 0);
  EXPECT_EQ(SampleOf({1, 1}, std::string(kYes) + kNo + "0"), 1);
  EXPECT_EQ(SampleOf({1, 1}, std::string(kYes) + kYes + kYes + kNo + "0"), 3);
}

TEST(DiscreteLaplace, TheLastBitIsTheSign) {
  EXPECT_EQ(SampleOf({1, 1}, std::string(kYes) + kYes + kNo + "0"), 2);
  EXPECT_EQ(SampleOf({1, 1}, std::string(kYes) + kYes + kNo + "1"), -2);
}

TEST(DiscreteLaplace, BeginsAnewInsteadOfANegativeZero) {
  EXPECT_EQ(SampleOf({1, 1}, std::string(kNo) + "1" + kYes + kNo + "1"), -1);
  EXPECT_EQ(SampleOf({1, 3}, std::string(kYes) + kYes + kNo + "1" + kNo + "0"), 0);  // 2 / 3
}

// u of 3, taken from two bits: 3 is drawn again, 0 is kept for sure, 1 and 2 with exp(-1/3) and exp(-2/3).
TEST(DiscreteLaplace, DrawsTheRestOfADivisionByTheNumerator) {
  EXPECT_EQ(SampleOf({3, 1}, std::string("00") + kNo + "1" + "11 11 00" + kYes + kNo + "1"), -3);
  EXPECT_EQ(SampleOf({3, 1}, std::string("01 1") + kNo + "0"), 1);              // 1/3 = 0.0..., not below: k = 1, kept
  EXPECT_EQ(SampleOf({3, 1}, std::string("01 00 1 10 11") + kNo + "0"), 2);     // 1/3 = 0.01..., below; 1/6 = 0.0...
  EXPECT_EQ(SampleOf({3, 1}, std::string("10 11") + kYes + kNo + "0"), 2 + 3);  // 2/3 = 0.10...
}

TEST(DiscreteLaplace, DividesByTheDenominatorDownwards) {
  EXPECT_EQ(SampleOf({3, 2}, std::string("00") + kYes + kNo + "1"), -1);        // 3 / 2
  EXPECT_EQ(SampleOf({3, 2}, std::string("10 11") + kYes + kNo + "1"), -2);     // 5 / 2
  EXPECT_EQ(SampleOf({3, 7}, std::string("00") + kYes + kYes + kNo + "0"), 0);  // 6 / 7
}

TEST(DiscreteLaplace, ASampleIsNotTouchedWhereTheBitsRunOut) {
  const std::string whole = std::string("11 01 00 1 10 11") + kYes + kNo + "0";
  const size_t size = Tape(whole).left();
  for (size_t given = 0; given <= size; ++given) {
    std::string bits = whole;
    bits.erase(std::remove(bits.begin(), bits.end(), ' '), bits.end());
    Tape tape(bits.substr(0, given));
    int64_t sample = -12345;
    EXPECT_EQ(DrawDiscreteLaplace({3, 1}, &tape, &sample), given == size);
    EXPECT_EQ(sample, given == size ? 5 : -12345) << given;
  }
}

class PseudoRandomBits : public RandomBits {
 public:
  bool Next(int count, uint64_t* bits) override {
    EXPECT_GE(count, 0);
    EXPECT_LE(count, 63);
    *bits = random_() & ((uint64_t{1} << count) - 1);
    return true;
  }

 private:
  std::mt19937_64 random_{1};
};

// The middle of the magnitudes is at ln 2 times the scale; of 40,001 it is found within 3 %.
TEST(DiscreteLaplace, GoesToTheLargestScale) {
  PseudoRandomBits bits;
  for (const NoiseScale scale : {NoiseScale{kMaxScaleNumerator, 1}, {kMaxScaleNumerator - 1, 1}, {(1 << 20) + 1, 23}}) {
    std::vector<int64_t> magnitudes(40'001);
    for (int64_t& magnitude : magnitudes) {
      int64_t sample = 0;
      ASSERT_TRUE(DrawDiscreteLaplace(scale, &bits, &sample));
      magnitude = std::abs(sample);
    }
    const auto middle = magnitudes.begin() + 20'000;
    std::nth_element(magnitudes.begin(), middle, magnitudes.end());
    EXPECT_NEAR(static_cast<double>(*middle) / scale.value(), 0.693, 0.02);
  }
}

// A scale far below 1 is almost no noise: P(0) = tanh(s / 2t), here all but exp(-50).
TEST(DiscreteLaplace, GoesToSmallScales) {
  PseudoRandomBits bits;
  for (int i = 0; i < 1000; ++i) {
    int64_t sample = 1;
    ASSERT_TRUE(DrawDiscreteLaplace({1, 50}, &bits, &sample));
    ASSERT_EQ(sample, 0);
  }
}

}  // namespace
}  // namespace nodestats
