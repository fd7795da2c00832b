#include "base/keccak.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"

namespace nodestats::crawler {
namespace {

std::string Hex(absl::string_view bytes) {
  const Digest digest = Keccak256(bytes);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

// The empty string and "abc" are known everywhere; the topic of an ERC-20 transfer and the selector of transfer() too.
TEST(Keccak, GivesTheDigestsThatEthereumKnows) {
  EXPECT_EQ(Hex(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(Hex("abc"), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  EXPECT_EQ(Hex("Transfer(address,address,uint256)"),
            "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  EXPECT_EQ(Hex("transfer(address,uint256)").substr(0, 8), "a9059cbb");
}

// SHA3's vectors do not fit; these are of pycryptodome 3.20's keccak, at the edges of a block of 136 bytes.
TEST(Keccak, PadsAtTheEdgesOfABlock) {
  EXPECT_EQ(Hex(std::string(135, 'a')), "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446");
  EXPECT_EQ(Hex(std::string(136, 'a')), "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e");
  EXPECT_EQ(Hex(std::string(137, 'a')), "d869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39");
}

}  // namespace
}  // namespace nodestats::crawler
