#include "chain/pool_page.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "chain/abi_encode.h"
#include "chain/pool_reader_bytecode.h"

namespace nodestats::crawler {
namespace {

std::string Raw(const Account& account) { return {account.begin(), account.end()}; }

std::string Sized(const std::string& uri) {
  return absl::StrCat(std::string{static_cast<char>(uri.size() >> 8), static_cast<char>(uri.size() & 0xff)}, uri);
}

std::string Answer(const Account& next, const std::string& entries) {
  return absl::StrCat(AbiWord(next), AbiWord(uint64_t{64}), AbiWord(uint64_t{entries.size()}), entries);
}

TEST(PoolPage, TheQuestionIsCodeAndThenArguments) {
  const PoolPlace place{.bonding_manager = Of(1), .registries = {Of(2), Of(3)}, .block = "0x1"};
  const std::string question = PoolPageQuestion(place, Of(9));
  ASSERT_EQ(question.size(), sizeof kPoolReaderCode + 9 * kAbiWordBytes);
  const std::string arguments = question.substr(sizeof kPoolReaderCode);
  EXPECT_EQ(arguments.substr(0, 32), AbiWord(Of(1)));
  EXPECT_EQ(arguments.substr(32, 32), AbiWord(uint64_t{6 * 32}));  // where the registries are
  EXPECT_EQ(arguments.substr(64, 32), AbiWord(Of(9)));
  EXPECT_EQ(arguments.substr(6 * 32), absl::StrCat(AbiWord(uint64_t{2}), AbiWord(Of(2)), AbiWord(Of(3))));
}

// Nodes refuse to run more at once (EIP-3860).
TEST(PoolPage, TheQuestionIsShortEnoughForANode) { EXPECT_LT(sizeof kPoolReaderCode, 49152U - 20 * 32); }

TEST(PoolPage, EntriesAreRead) {
  const std::string longer(300, 'x');
  const auto page = ReadPoolPage(
      Answer(Of(5), absl::StrCat(Raw(Of(1)), Sized("https://a"), Sized(""), Raw(Of(2)), Sized(longer), Sized("b"))), 2);
  ASSERT_TRUE(page && page->entries.size() == 2);
  EXPECT_EQ(page->next, Of(5));
  EXPECT_EQ(page->entries[0].recipient, Of(1));
  EXPECT_EQ(page->entries[0].uris, (std::vector<std::string>{"https://a", ""}));
  EXPECT_EQ(page->entries[1].uris, (std::vector<std::string>{longer, "b"}));
}

TEST(PoolPage, AnEmptyPoolIsAnEmptyPage) {
  const auto page = ReadPoolPage(Answer(kNoAccount, ""), 1);
  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->entries.empty());
}

TEST(PoolPage, CutOffAtAnyByteItIsRefused) {
  const std::string entries = absl::StrCat(Raw(Of(1)), Sized("https://a"), Raw(Of(2)), Sized(""));
  const std::string whole = Answer(kNoAccount, entries);
  ASSERT_TRUE(ReadPoolPage(whole, 1).has_value());
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ReadPoolPage(absl::string_view(whole).substr(0, size), 1).has_value()) << size;
  }
  const size_t first_entry = 20 + 2 + 9;
  for (size_t size = 1; size < entries.size(); ++size) {
    EXPECT_EQ(ReadPoolPage(Answer(kNoAccount, entries.substr(0, size)), 1).has_value(), size == first_entry) << size;
  }
}

}  // namespace
}  // namespace nodestats::crawler
