#include <gtest/gtest.h>

#include "base/hex_bytes.h"
#include "verify/signer.h"
#include "verify/verify.h"

namespace nodestats::crawler {
namespace {

// The example in the documentation of web3.js: eth.accounts.sign("Some data", key).
constexpr char kExampleAccount[] = "0x2c7536e3605d9c16a7a3d7b1898e529396a65c23";
constexpr char kExampleSignature[] =
    "b91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd"
    "6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c";

TEST(RecoverSigner, GivesTheAccountThatOthersSignedWith) {
  const auto signer = RecoverSigner("Some data", *HexBytes(kExampleSignature));
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_EQ(AccountText(*signer), kExampleAccount);
}

TEST(RecoverSigner, GivesAnotherAccountForAnotherMessage) {
  const auto signer = RecoverSigner("Some date", *HexBytes(kExampleSignature));
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_NE(AccountText(*signer), kExampleAccount);
}

TEST(RecoverSigner, CountsTheLengthOfLongMessages) {
  const Signer signer(3);
  for (const size_t size : {size_t{0}, size_t{9}, size_t{10}, size_t{135}, size_t{136}, size_t{100'000}}) {
    const std::string message(size, 'm');
    EXPECT_EQ(*RecoverSigner(message, signer.Sign(message)), signer.account()) << size;
  }
}

// With the upper half of s, and the other v, the same account has signed the same: go-ethereum takes it too.
TEST(RecoverSigner, TakesTheUpperHalfOfS) {
  // n - s, for the curve's order n.
  const std::string n = *HexBytes("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  std::string signature = *HexBytes(kExampleSignature);
  int borrow = 0;
  for (int i = 31; i >= 0; --i) {
    const auto at = static_cast<size_t>(i);
    const int difference = static_cast<uint8_t>(n[at]) - static_cast<uint8_t>(signature[32 + at]) - borrow;
    borrow = difference < 0 ? 1 : 0;
    signature[32 + at] = static_cast<char>(difference & 0xff);
  }
  signature[64] = static_cast<char>(27 + 28 - signature[64]);
  const auto signer = RecoverSigner("Some data", signature);
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_EQ(AccountText(*signer), kExampleAccount);
}

TEST(RecoverSigner, RefusesWhatIsNoSignature) {
  const std::string good = *HexBytes(kExampleSignature);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{64}}) {
    EXPECT_EQ(RecoverSigner("Some data", good.substr(0, size)).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(RecoverSigner("Some data", good + "x").ok());
  EXPECT_FALSE(RecoverSigner("Some data", std::string(64, '\0') + "\x1b").ok());
  EXPECT_FALSE(RecoverSigner("Some data", std::string(64, '\xff') + "\x1b").ok());
  for (const char v : {'\x00', '\x01', '\x1a', '\x1d', '\xff'}) {
    EXPECT_FALSE(RecoverSigner("Some data", good.substr(0, 64) + v).ok()) << static_cast<int>(v);
  }
}

TEST(SignedMessage, IsPrefixChainInstanceAndPayload) {
  EXPECT_EQ(SignedMessage(0x0102030405060708, "0123456789abcdef", "payload"),
            std::string("nodestats.v1 release\n\x01\x02\x03\x04\x05\x06\x07\x08", 29) + "0123456789abcdefpayload");
}

}  // namespace
}  // namespace nodestats::crawler
