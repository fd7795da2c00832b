#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "publish/documents.h"
#include "publish/made_snapshot.h"
#include "publish/text_table.h"

namespace nodestats::crawler {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Numbers, AreForPeople) {
  EXPECT_EQ(CountText(1234567.8), "1,234,568");
  EXPECT_EQ(CountText(999), "999");
  EXPECT_EQ(CountText(12.34), "12.3");
  EXPECT_EQ(CountText(0.456), "0.46");
  EXPECT_EQ(CountText(0.1), "0.10");
  EXPECT_EQ(CountText(0.0994), "0.099");
  EXPECT_EQ(CountText(0.00123), "0.0012");
  EXPECT_EQ(CountText(0.0001), "0.00010");
  EXPECT_EQ(CountText(1e-7), "<0.0001");
  EXPECT_EQ(CountText(0), "0.00");
  EXPECT_EQ(CountText(-3), "0.00") << "clipped for display";
  EXPECT_EQ(EstimateText({1234, 14.6}), "1,234 ± 14.6");
  EXPECT_EQ(EstimateText({5, 0}), "5.00");
  EXPECT_EQ(PixelsText({1.25e13, 4e11}), "12.5 ± 0.40 Tpx");
  EXPECT_EQ(PixelsText({-5, 2e9}), "0.00 ± 2.00 Gpx");
  EXPECT_EQ(PercentText(0.834), "83 %");
  EXPECT_EQ(TimeText(kMidnight), "2024-10-04 00:00");
  EXPECT_EQ(TimeText(0), "never");
}

TEST(Lines, AreCutByCharactersNotBytes) {
  EXPECT_EQ(Line("1 ± 2", 5), "1 ± 2\n");
  EXPECT_EQ(Line("1 ± 2", 4), "1 ±…\n");
  EXPECT_EQ(Line("1 ± 2", 0), "1 ± 2\n");
  EXPECT_EQ(WidthOf("1 ± 2…"), 6);
}

TEST(NetworkTable, FitsTheTerminal) {
  for (const int columns : {40, 80, 120}) {
    const std::string text = NetworkTable(MadeSnapshot(), columns) + NodesTable(MadeSnapshot(), columns);
    for (const absl::string_view line : absl::StrSplit(text, '\n')) EXPECT_LE(WidthOf(line), columns) << line;
  }
}

TEST(NetworkTable, ShowsHourDayAndWeek) {
  const std::string text = NetworkTable(MadeSnapshot(), 0);
  EXPECT_THAT(text, ContainsRegex("streams, average +1,234 ± 14.2 +1,234 ± 14.2 +1,234 ± 14.2"));
  EXPECT_THAT(text, HasSubstr("at most 2,000 ± 28.0"));
  EXPECT_THAT(text, ContainsRegex("orchestrators +3 of 10"));
  Snapshot smaller = MadeSnapshot();
  smaller.hours.back().participation.former = 1;
  smaller.hours.back().participation.known_orchestrators = 2;
  EXPECT_THAT(NetworkTable(smaller, 200), ContainsRegex("orchestrators +2 of 2, 1 no longer listed"));
  EXPECT_THAT(text, ContainsRegex("share of fees +25 %"));
  EXPECT_THAT(text, HasSubstr("at least 7, 43 paid"));
}

TEST(NetworkTable, ShowsWhereAndWhereNothingIsKnown) {
  const std::string text = NetworkTable(MadeSnapshot(), 0);
  EXPECT_THAT(text, ContainsRegex("Western Europe +30.0 ± 17.5 +2 % +3 of 5"));
  EXPECT_THAT(text, ContainsRegex("unknown, since no node takes part there: .*Eastern Asia"));
  EXPECT_THAT(text, ContainsRegex("ZZ  Unknown +992 ± 250"));
  EXPECT_THAT(text, ContainsRegex("4320p +7.00 ± .* Tpx"));
  EXPECT_THAT(text, Not(HasSubstr("-8"))) << "negative figures are clipped";
}

TEST(NetworkTable, SaysWhatIsToComeYet) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.days.clear();
  snapshot.week.reset();
  EXPECT_THAT(NetworkTable(snapshot, 80), HasSubstr("once nodes have published a day"));
  EXPECT_THAT(NetworkTable(snapshot, 80), ContainsRegex("streams, average +1,234 ± 14.2 +- +-"));
  EXPECT_EQ(NetworkTable(Snapshot(), 80), "No releases of the last seven days are held.\n");
}

TEST(NodesTable, CountsReasonsAndShowsWhoFailed) {
  const std::string text = NodesTable(MadeSnapshot(), 0);
  EXPECT_THAT(text, HasSubstr("3 addresses: 2 answered well, 1 refused\n"));
  EXPECT_THAT(text, HasSubstr("0x030303…0303"));
  EXPECT_THAT(text, ContainsRegex("https://node3.example:8935 \\(192.0.2.3\\) +refused +never +what went wrong"));
  EXPECT_THAT(text, Not(HasSubstr("node1.example")));
}

TEST(NodesTable, ShowsThoseThatChangedTheirStory) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.endpoints[0].contradictions = 3;
  EXPECT_THAT(NodesTable(snapshot, 0), HasSubstr("(3 contradicting releases)"));
}

TEST(NodesTable, SaysThatTheListIsOld) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.list_trouble = "the chain does not answer";
  EXPECT_THAT(NodesTable(snapshot, 0), HasSubstr("the list of nodes is of 2024-10-03 23:45 UTC: the chain does not"));
}

TEST(NodesTable, LetsNobodyMoveTheCursor) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.endpoints[2].endpoint.uri = "https://a\x1b[2Jb\r";
  snapshot.endpoints[2].detail = "c\nd";
  const std::string text = NodesTable(snapshot, 0);
  EXPECT_THAT(text, HasSubstr("https://a?[2Jb?"));
  EXPECT_THAT(text, HasSubstr("c?d"));
}

TEST(NodesTable, EndsSomewhere) {
  Snapshot snapshot = MadeSnapshot();
  for (int i = 0; i < 1000; ++i) snapshot.endpoints.push_back(MadeEndpoint(9, Reason::kDns));
  const std::string text = NodesTable(snapshot, 0);
  EXPECT_THAT(text, HasSubstr("and 951 more"));
  EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 60);
}

}  // namespace
}  // namespace nodestats::crawler
