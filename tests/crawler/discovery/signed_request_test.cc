#include "discovery/signed_request.h"

#include <gtest/gtest.h>

#include "base/hex_bytes.h"

namespace nodestats::crawler {
namespace {

// The examples of EIP-55.
TEST(SignedRequest, AddressesHaveTheirChecksum) {
  for (const char* text :
       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77"}) {
    EXPECT_EQ(ChecksumText(*ParseAccount(text)), text);
  }
}

// The account is that of web3.js' documentation; that nodes take the signature is tried against one (tests/network).
TEST(SignedRequest, AKeySignsForItsAddressAlwaysAlike) {
  const std::string key = *HexBytes("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318");
  const auto request = SignRequest(key);
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(AccountText(request->sender), "0x2c7536e3605d9c16a7a3d7b1898e529396a65c23");
  ASSERT_EQ(request->signature.size(), 65U);
  EXPECT_TRUE(request->signature[64] == 27 || request->signature[64] == 28);
  EXPECT_EQ(SignRequest(key)->signature, request->signature);
}

TEST(SignedRequest, WhatIsNoKeyIsRefused) {
  for (const std::string& bad :
       {std::string(), std::string(31, 'k'), std::string(33, 'k'), std::string(32, '\0'), std::string(32, '\xff')}) {
    EXPECT_TRUE(absl::IsInvalidArgument(SignRequest(bad).status()));
  }
}

TEST(SignedRequest, EachRunHasItsOwnSender) {
  const auto one = MakeSignedRequest();
  const auto other = MakeSignedRequest();
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_NE(one->sender, other->sender);
}

}  // namespace
}  // namespace nodestats::crawler
