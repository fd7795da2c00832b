#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

using testing::ElementsAre;

TEST(UnheardLines, AreNoneWhereAllAnswered) {
  Named named;
  named.answers.given = 5;
  EXPECT_TRUE(UnheardLines(named).empty());
}

TEST(UnheardLines, TellOfThoseWithOneReasonTogether) {
  Named named;
  named.answers.given = 1;
  for (const char* uri : {"https://a", "https://b"}) {
    named.unheard.push_back({kNoAccount, uri, "insufficient sender reserve"});
  }
  named.unheard.insert(named.unheard.begin(), {kNoAccount, "https://\x1b", "no answer in time"});
  EXPECT_THAT(
      UnheardLines(named),
      ElementsAre("3 of 4 nodes did not say which others belong to them (their releases may name these):",
                  "  2 such as https://a: insufficient sender reserve", "  1 such as https://?: no answer in time"));
}

TEST(UnheardLines, AreFew) {
  Named named;
  for (int i = 0; i < 1000; ++i) named.unheard.push_back({kNoAccount, "https://a", absl::StrCat("reason ", i)});
  EXPECT_EQ(UnheardLines(named).size(), 5U);
  EXPECT_EQ(UnheardLines(named).back(), "  and other reasons");
}

}  // namespace
}  // namespace nodestats::crawler
