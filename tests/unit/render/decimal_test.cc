#include "render/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace nodestats {
namespace {

std::string Decimal(int64_t value, int64_t divisor) {
  char text[kMaxDecimalSize + 1];
  text[kMaxDecimalSize] = '#';
  const char* const end = WriteDecimal(value, divisor, text);
  EXPECT_EQ(text[kMaxDecimalSize], '#');
  return std::string(text, static_cast<size_t>(end - text));
}

// Expected texts by Python's decimal module, rounded half up.
TEST(Decimal, IsRoundedToNineDecimalsWithoutTrailingZeros) {
  const struct {
    int64_t value;
    int64_t divisor;
    const char* text;
  } rows[] = {
      {1, 3, "0.333333333"},
      {2, 3, "0.666666667"},
      {-2, 3, "-0.666666667"},
      {1, 7, "0.142857143"},
      {1000000000000000000, 7, "142857142857142857.142857143"},
      {INT64_MIN, 1, "-9223372036854775808"},
      {INT64_MIN, 3, "-3074457345618258602.666666667"},
      {INT64_MAX, 1, "9223372036854775807"},
      {INT64_MAX, INT64_MAX, "1"},
      {INT64_MAX, 2, "4611686018427387903.5"},
      {INT64_MIN, INT64_MAX, "-1"},
      {9223372036854775806, INT64_MAX, "1"},
      {1, 2000000000, "0.000000001"},
      {1, 2000000001, "0"},
      {-1, 2000000000, "-0.000000001"},
      {-1, 2000000001, "0"},
      {999999999, 1000000000, "0.999999999"},
      {9999999995, 10000000000, "1"},
      {9999999994, 10000000000, "0.999999999"},
      {7200000000, 3600000000, "2"},
      {5400000000, 3600000000, "1.5"},
      {1, 3600000000, "0"},
      {123456789012345678, 86400000000, "1428898.020976223"},
      {3, 8, "0.375"},
      {1, 1000000000, "0.000000001"},
      {1, 1000000000000000000, "0"},
      {-5, 10000000000, "-0.000000001"},
      {250, 1000, "0.25"},
      {1000001, 1000000, "1.000001"},
      {100, 10, "10"},
      {1, 1024, "0.000976563"},
      {0, 1, "0"},
      {0, INT64_MAX, "0"},
      {-7, 1, "-7"},
  };
  for (const auto& row : rows) EXPECT_EQ(Decimal(row.value, row.divisor), row.text) << row.value << "/" << row.divisor;
}

TEST(Decimal, IsNeverMoreThanHalfABillionthOff) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; ++i) {
    const auto value = static_cast<int64_t>(random()) >> (random() % 63);
    const int64_t divisor = (static_cast<int64_t>(random() >> 1) >> (random() % 62)) + 1;
    const std::string text = Decimal(value, divisor);
    const long double exact = static_cast<long double>(value) / static_cast<long double>(divisor);
    const long double read = std::strtold(text.c_str(), nullptr);
    EXPECT_LE(std::abs(read - exact), 0.50000001e-9L + 4e-19L * std::abs(exact)) << value << "/" << divisor;
  }
}

TEST(Decimal, HasOneFormForEachNumber) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 100000; ++i) {
    const auto value = static_cast<int64_t>(random() % 2000001) - 1000000;
    const auto divisor = static_cast<int64_t>(random() % 1000000) + 1;
    const std::string text = Decimal(value, divisor);
    EXPECT_EQ(text, Decimal(value * 1000, divisor * 1000));
    EXPECT_NE(text, "-0");
    EXPECT_TRUE(text.find('.') == std::string::npos || text.back() != '0') << text;
    EXPECT_TRUE(text.find('.') != 0 && text.back() != '.') << text;
    EXPECT_EQ(Decimal(-std::abs(value), divisor), (text == "0" ? "" : "-") + Decimal(std::abs(value), divisor));
  }
}

}  // namespace
}  // namespace nodestats
