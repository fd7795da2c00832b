#include "chain/hex.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(Hex, NumbersHaveNoLeadingZeros) {
  EXPECT_EQ(HexQuantity(0), "0x0");
  EXPECT_EQ(HexQuantity(42161), "0xa4b1");
  EXPECT_EQ(HexQuantity(~uint64_t{0}), "0xffffffffffffffff");
}

TEST(Hex, NumbersAreReadUpTo64Bits) {
  EXPECT_EQ(ParseHexQuantity("0xa4b1"), 42161U);
  EXPECT_EQ(ParseHexQuantity("0x0"), 0U);
  EXPECT_EQ(ParseHexQuantity("0xFFFFFFFFffffffff"), ~uint64_t{0});
}

TEST(Hex, WhatIsNoNumberIsNone) {
  for (const nlohmann::json& bad : {nlohmann::json("0x"), nlohmann::json("12"), nlohmann::json(""),
                                    nlohmann::json("0x10000000000000000"), nlohmann::json("0x-1"), nlohmann::json(12),
                                    nlohmann::json(), nlohmann::json("0x1g"), nlohmann::json::array({"0x1"})}) {
    EXPECT_EQ(ParseHexQuantity(bad), std::nullopt) << bad;
  }
}

TEST(Hex, BytesAreWrittenAndReadBack) {
  const std::string bytes("\x00\xffz", 3);
  EXPECT_EQ(HexData(bytes), "0x00ff7a");
  EXPECT_EQ(ParseHexData("0x00ff7a"), bytes);
  EXPECT_EQ(ParseHexData("0x"), "");
}

TEST(Hex, WhatIsNoDataIsNone) {
  for (const nlohmann::json& bad : {nlohmann::json("0x1"), nlohmann::json("00"), nlohmann::json("0xzz"),
                                    nlohmann::json(7), nlohmann::json::object(), nlohmann::json("0X00")}) {
    EXPECT_EQ(ParseHexData(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace nodestats::crawler
