#include "render/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "abi/inflate.h"

namespace nodestats {
namespace {

std::string Inflate(const Bytes& gzip) { return nodestats_test::Inflate(std::string(std::string_view(gzip))); }

Bytes Gzip(const std::string& plain) {
  std::string stream;
  return nodestats::Gzip(Deflate(plain, &stream), "");
}

std::string AnyBytes(size_t size, uint64_t seed, char highest = '\xff') {
  std::mt19937_64 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes)
    byte = static_cast<char>(random() % (static_cast<uint64_t>(static_cast<uint8_t>(highest)) + 1));
  return bytes;
}

TEST(Gzip, GivesTheSameBytesBack) {
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{2}, size_t{100}, size_t{65535}, size_t{65536}, size_t{1000000}}) {
    for (const char highest : {'\0', '\x03', '\xff'}) {
      const std::string plain = AnyBytes(size, size, highest);
      EXPECT_TRUE(Inflate(Gzip(plain)) == plain) << size;
    }
  }
}

TEST(Gzip, CompressesWhatRepeats) { EXPECT_LT(Gzip(std::string(1000000, 'a')).size(), 2000u); }

TEST(Gzip, PiecesAndPlainTextJoinInAnyOrder) {
  const std::vector<std::string> parts = {"",  AnyBytes(70000, 1),       "[", AnyBytes(5000, 2, '\x07'), ",",
                                          "]", std::string(200000, 'z'), "\n"};
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    GzipJoiner joiner;
    std::string expected;
    for (size_t count = random() % 6; count > 0; --count) {
      const std::string& part = parts[random() % parts.size()];
      expected += part;
      if (random() % 2 == 0) {
        std::string stream;
        joiner.Add(Deflate(part, &stream));
      } else {
        joiner.AddPlain(part);
      }
    }
    EXPECT_TRUE(Inflate(joiner.Finish()) == expected) << i;
  }
}

TEST(Gzip, APieceMayBeJoinedAgainAndAgain) {
  const std::string plain = AnyBytes(1000, 4, '\x0f');
  std::string stream;
  const Deflated piece = Deflate(plain, &stream);
  GzipJoiner joiner;
  std::string expected;
  for (int i = 0; i < 300; ++i) {
    joiner.Add(piece);
    expected += plain;
  }
  EXPECT_TRUE(Inflate(joiner.Finish()) == expected);
}

TEST(Gzip, NothingJoinedIsAnEmptyMember) { EXPECT_EQ(Inflate(GzipJoiner().Finish()), ""); }

TEST(Gzip, TheSameBytesGiveTheSameGzip) {
  const std::string plain = AnyBytes(10000, 5, '\x1f');
  EXPECT_EQ(Gzip(plain), Gzip(plain));
  EXPECT_EQ(Gzip(plain).substr(4, 4), Bytes(4, '\0')) << "no time of its own";
}

}  // namespace
}  // namespace nodestats
