#include "base/hex_bytes.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(HexBytes, TakesDigitsOfEitherCase) {
  EXPECT_EQ(HexBytes(""), "");
  EXPECT_EQ(HexBytes("0009aAfF10"), std::string("\x00\x09\xaa\xff\x10", 5));
}

TEST(HexBytes, RefusesAnythingElse) {
  for (const char* bad : {"0", "000", "0x00", "0g", "g0", " 0", "0\n", "-1", "\x81\x81", "@@", "``"}) {
    EXPECT_EQ(HexBytes(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace nodestats::crawler
