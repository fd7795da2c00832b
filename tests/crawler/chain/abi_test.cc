#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/ticket_log.h"

namespace nodestats::crawler {
namespace {

std::string Selector(absl::string_view signature) { return absl::BytesToHexString(CallData(signature)); }

// As go-livepeer's bindings of the deployed contracts have them (eth/contracts/*.go at 176aa415).
TEST(AbiEncode, SelectorsAreThoseOfTheDeployedContracts) {
  EXPECT_EQ(Selector("getContract(bytes32)"), "e16c7d98");
  EXPECT_EQ(Selector("getFirstTranscoderInPool()"), "88a6c749");
  EXPECT_EQ(Selector("getNextTranscoderInPool(address)"), "235c9603");
  EXPECT_EQ(Selector("getServiceURI(address)"), "214c2a4b");
  EXPECT_EQ(Selector("currentRound()"), "8a19c8bc");
}

TEST(AbiEncode, TheTicketsTopicIsThatOfTheDeployedContract) {
  EXPECT_EQ(absl::BytesToHexString(AbiWord(WinningTicketTransferTopic())),
            "8b87351a208c06e3ceee59d80725fd77a23b4129e1b51ca231fc89b40712649c");
}

TEST(AbiEncode, WordsAreSetToTheRight) {
  EXPECT_EQ(absl::BytesToHexString(AbiWord(uint64_t{0x1234})), std::string(60, '0') + "1234");
  EXPECT_EQ(absl::BytesToHexString(AbiWord(*ParseAccount("0xD8E8328501E9645d16Cf49539efC04f734606ee4"))),
            std::string(24, '0') + "d8e8328501e9645d16cf49539efc04f734606ee4");
  EXPECT_EQ(CallData("f(uint256,uint256)", {AbiWord(uint64_t{1}), AbiWord(uint64_t{2})}).size(), 4U + 64U);
}

TEST(AbiDecode, ReadsATuple) {
  Account account{};
  account[19] = 9;
  const std::string bytes = absl::StrCat(AbiWord(account), AbiWord(uint64_t{64}), AbiWord(uint64_t{3}), "abc");
  const AbiAnswer answer(bytes);
  EXPECT_EQ(answer.AddressAt(0), account);
  EXPECT_EQ(answer.NumberAt(1), 64U);
  EXPECT_EQ(answer.BytesAt(1), "abc");
}

TEST(AbiDecode, NothingIsReadBeyondTheEnd) {
  const AbiAnswer empty("");
  EXPECT_FALSE(empty.WordAt(0) || empty.AddressAt(0) || empty.NumberAt(0) || empty.BytesAt(0));
  const std::string short_word(31, '\0');
  EXPECT_FALSE(AbiAnswer(short_word).WordAt(0).has_value());
  const std::string word(32, '\0');
  EXPECT_TRUE(AbiAnswer(word).WordAt(0).has_value());
  EXPECT_FALSE(AbiAnswer(word).WordAt(1).has_value());
  EXPECT_FALSE(AbiAnswer(word).WordAt(~size_t{0}).has_value());
}

TEST(AbiDecode, OffsetsAndLengthsOutOfRangeAreRefused) {
  const std::string huge(32, '\xff');
  const auto text = [](const std::string& offset, const std::string& length) {
    return AbiAnswer(absl::StrCat(offset, length, "abc")).BytesAt(0);
  };
  EXPECT_TRUE(text(AbiWord(uint64_t{32}), AbiWord(uint64_t{3})).has_value());
  EXPECT_FALSE(text(AbiWord(uint64_t{32}), AbiWord(uint64_t{4})).has_value());
  EXPECT_FALSE(text(AbiWord(uint64_t{32}), huge).has_value());
  EXPECT_FALSE(text(AbiWord(uint64_t{32}), AbiWord(~uint64_t{0})).has_value());
  EXPECT_FALSE(text(huge, AbiWord(uint64_t{3})).has_value());
  EXPECT_FALSE(text(AbiWord(~uint64_t{0}), AbiWord(uint64_t{3})).has_value());
  EXPECT_FALSE(text(AbiWord(~uint64_t{0} - 31), AbiWord(uint64_t{3})).has_value());
  EXPECT_FALSE(text(AbiWord(uint64_t{36}), AbiWord(uint64_t{0})).has_value());
  EXPECT_FALSE(text(AbiWord(uint64_t{67}), AbiWord(uint64_t{0})).has_value());
}

TEST(AbiDecode, AnAddressHasNothingInFront) {
  std::string word = AbiWord(uint64_t{7});
  word[11] = 1;
  EXPECT_FALSE(AbiAnswer(word).AddressAt(0).has_value());
  EXPECT_FALSE(AbiAnswer(word).NumberAt(0).has_value());
}

TEST(AbiDecode, AmountsOfAnySizeAreRounded) {
  EXPECT_EQ(WordToDouble(AbiWord(uint64_t{1000000000000000000})), 1e18);
  EXPECT_DOUBLE_EQ(WordToDouble(std::string(32, '\xff')), 1.157920892373162e77);
}

}  // namespace
}  // namespace nodestats::crawler
