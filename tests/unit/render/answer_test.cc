#include "render/answer.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nodestats {
namespace {

TEST(Body, EtagIsAFunctionOfTheBytesAlone) {
  EXPECT_EQ(MakeBody("some bytes", false)->etag, MakeBody("some bytes", true)->etag);
  EXPECT_TRUE(MakeBody("x", true)->gzip);
  EXPECT_EQ(MakeBody("some bytes", false)->bytes, "some bytes");
}

TEST(Body, EtagIsAQuotedStrongValidatorOfSixteenDigits) {
  for (const Bytes& bytes : {Bytes(), Bytes("a"), Bytes(100000, 'b')}) {
    const std::string etag = MakeBody(bytes, false)->etag;
    EXPECT_EQ(etag.size(), 18u);
    EXPECT_EQ(etag.front(), '"');
    EXPECT_EQ(etag.back(), '"');
    EXPECT_EQ(etag.substr(1, 16).find_first_not_of("0123456789abcdef"), std::string::npos) << etag;
  }
}

TEST(Body, EtagChangesWithEachBit) {
  Bytes bytes(100, '\0');
  std::set<std::string> etags = {MakeBody(bytes, false)->etag};
  for (char& byte : bytes) {
    for (int bit = 0; bit < 8; ++bit) {
      byte = static_cast<char>(1 << bit);
      etags.insert(MakeBody(bytes, false)->etag);
    }
    byte = '\0';
  }
  EXPECT_EQ(etags.size(), 801u);
}

TEST(Body, APrefixIsWhatItWouldBeAlone) {
  const auto whole = MakeBody(Bytes(100000, 'b'), false);
  const auto prefix = MakePrefix(*whole, 99990);
  EXPECT_EQ(prefix->etag, MakeBody(Bytes(99990, 'b'), false)->etag);
  EXPECT_EQ(prefix->bytes, whole->bytes.substr(0, 99990));
  EXPECT_EQ(prefix->bytes.data(), whole->bytes.data());
}

}  // namespace
}  // namespace nodestats
