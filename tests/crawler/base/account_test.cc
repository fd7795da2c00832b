#include "base/account.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(Account, IsReadInEitherCaseAndWrittenInLowerCase) {
  const auto account = ParseAccount("0xD8E8328501E9645d16Cf49539efC04f734606ee4");
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(AccountText(*account), "0xd8e8328501e9645d16cf49539efc04f734606ee4");
  EXPECT_EQ(ParseAccount(AccountText(*account)), account);
  EXPECT_EQ(ParseAccount("0XD8E8328501E9645d16Cf49539efC04f734606ee4"), account);
}

TEST(Account, IsNothingElse) {
  const std::string good = AccountText(kNoAccount);
  EXPECT_EQ(ParseAccount(good), kNoAccount);
  for (const std::string& bad : {std::string(), good.substr(0, 41), good + "0", good.substr(2), "1x" + good.substr(2),
                                 good.substr(0, 41) + "g", good.substr(0, 41) + " ", std::string(1'000'000, '0')}) {
    EXPECT_EQ(ParseAccount(bad), std::nullopt) << bad.substr(0, 50);
  }
}

}  // namespace
}  // namespace nodestats::crawler
