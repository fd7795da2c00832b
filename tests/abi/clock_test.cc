// Hours and windows under a clock that stops, jumps and goes back.
#include "abi/clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "abi/figures.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

using Names = std::vector<std::string>;
using Hours = std::vector<uint32_t>;

TEST(Clock, NothingIsCountedBeforeTheFirstCall) {
  Node node;
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
  EXPECT_EQ(node.Info().hour_start_unix_s, 0);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_TEXT)->next_release_unix_s, 0);
  node.Tell(kMidnight + kMinute);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
}

TEST(Clock, AnHourThatWasEnteredInTheMiddleIsNotPublished) {
  Node node;
  node.Tell(kMidnight + 30 * kMinute);
  EXPECT_EQ(node.Info().hour_is_whole, 0u);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + 2 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names{"1h 2"});
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 2"), "media_seconds"), 0);
}

TEST(Clock, AnHourThatBeganAMillisecondLateIsNotPublished) {
  Node node;
  node.Tell(kMidnight + 1);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names());
}

TEST(Clock, AnHourThatBeganAtItsBoundaryIsPublished) {
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(node.Info().hour_is_whole, 1u);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
}

TEST(Clock, AMinuteWithoutACallIsNoGapAndAMillisecondMoreIsOne) {
  for (const bool gap : {false, true}) {
    Node node;
    node.Tell(kMidnight);
    node.RunTo(kMidnight + 10 * kMinute);
    node.Tell(node.now_ms() + kMinute + (gap ? 1 : 0));
    EXPECT_EQ(node.Info().hour_is_whole, gap ? 0u : 1u);
    node.RunTo(kMidnight + kHour + kUntilVisible);
    EXPECT_EQ(Listed(node), gap ? Names() : Names{"1h 1"});
  }
}

TEST(Clock, AStepBackOfAMinuteIsNoJumpAndAMillisecondMoreIsOne) {
  for (const bool jump : {false, true}) {
    Node node;
    node.Tell(kMidnight);
    node.RunTo(kMidnight + 10 * kMinute);
    node.Tell(node.now_ms() - kMinute - (jump ? 1 : 0));
    EXPECT_EQ(node.Info().hour_is_whole, jump ? 0u : 1u);
    node.RunTo(kMidnight + kHour + kUntilVisible);
    EXPECT_EQ(Listed(node), jump ? Names() : Names{"1h 1"});
  }
}

TEST(Clock, ABoundaryMayBeCrossedByAMinute) {
  Node node;
  node.Tell(kMidnight - kSecond);
  node.Tell(kMidnight + 59 * kSecond);
  EXPECT_EQ(node.Info().hour_is_whole, 1u);
  node.RunTo(kMidnight + kHour - kSecond);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kHour + 59 * kSecond);
  EXPECT_EQ(Listed(node), Names{"1h 1"});  // already ten seconds past its end
}

TEST(Clock, AGapOverTheBoundaryDropsBothHours) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour - kSecond);
  node.Tell(kMidnight + kHour + kMinute);
  EXPECT_EQ(node.Info().hour_is_whole, 0u);
  node.RunTo(kMidnight + 3 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names{"1h 3"});
}

TEST(Clock, ADroppedHoursSegmentsAreInNoRelease) {
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment(1)), NODESTATS_OK);
  node.RunTo(kMidnight + kHour + 10 * kMinute);
  EXPECT_EQ(node.Record(Segment(2)), NODESTATS_OK);
  node.Tell(node.now_ms() + 2 * kMinute);  // a gap
  EXPECT_EQ(node.Record(Segment(3)), NODESTATS_OK);
  node.RunTo(kMidnight + kDay + kUntilVisible);
  const v1::Release day = ReleaseNamed(node, "24h 24");
  EXPECT_EQ(Figure(day, "media_seconds"), 2);
  EXPECT_EQ(Figure(day, "country_broadcasters", {"ZZ"}), 1);
  EXPECT_EQ(Figure(day, "streams_peak"), 1);
  EXPECT_EQ(CoveredHours(ReleaseNamed(node, "4h 4")), (Hours{0, 2, 3}));
}

// From hour 6 on, with hours 4 and 5 waiting in a block and a day, jumps away, stays there for a while, and comes back.
class Jump : public testing::TestWithParam<int64_t> {};

TEST_P(Jump, PublishesNoHourTwice) {
  Node node;
  node.Tell(kMidnight + 4 * kHour);
  node.RunTo(kMidnight + 6 * kHour + 30 * kMinute);
  std::multiset<std::string> seen;
  uint64_t last_id = 0;
  const auto see_new = [&] {
    Answer answer;
    while (nodestats_next_frozen(node.engine(), last_id, answer.get()) == NODESTATS_OK) {
      last_id = answer->id;
      v1::SignedRelease signed_release;
      v1::Release release;
      EXPECT_TRUE(signed_release.ParseFromString(answer.bytes().substr(31)));
      EXPECT_TRUE(release.ParseFromString(signed_release.payload()));
      seen.insert(NameOf(release));
      answer = Answer();
    }
  };
  see_new();
  EXPECT_EQ(seen, (std::multiset<std::string>{"1h 5", "1h 6"}));
  node.Tell(node.now_ms() + GetParam());
  see_new();
  node.RunTo(node.now_ms() + 90 * kMinute);
  see_new();
  node.Tell(node.now_ms() - GetParam());
  node.RunTo(node.now_ms() + 17 * kHour);
  see_new();
  const std::set<std::string> distinct(seen.begin(), seen.end());
  EXPECT_EQ(seen.size(), distinct.size());
  const bool too_old_at_once = GetParam() == kYear;
  EXPECT_EQ(distinct.count("4h 8"), too_old_at_once ? 0u : 1u);
  EXPECT_EQ(distinct.count("24h 24"), too_old_at_once ? 0u : 1u);
}

INSTANTIATE_TEST_SUITE_P(Clock, Jump,
                         testing::Values(61 * kSecond, -61 * kSecond, kHour, -kHour, 2 * kHour, -2 * kHour, kDay, -kDay,
                                         kYear, -kYear));

TEST(Clock, NoHourBeforeTheNewestReleasesEndIsOpenedAgain) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 3 * kHour + kUntilVisible);
  node.Tell(kMidnight + kHour + kMinute);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
  EXPECT_EQ(node.Info().hour_start_unix_s, 0);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_JSON)->next_release_unix_s, 0);
  node.RunTo(kMidnight + 3 * kHour - kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
  node.RunTo(kMidnight + 3 * kHour);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  EXPECT_EQ(node.Info().hour_is_whole, 1u);
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 2", "1h 3", "1h 4", "4h 4"}));
  EXPECT_EQ(CoveredHours(ReleaseNamed(node, "4h 4")), (Hours{0, 1, 2, 3}));
}

TEST(Clock, AnHourIsNotOpenedAgainWhileItsReleaseWaits) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour);
  EXPECT_EQ(node.Info().newest_end_unix_s, (kMidnight + kHour) / kSecond);
  node.Tell(kMidnight + 30 * kMinute);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
}

TEST(Clock, WindowsThatWaitedAreReleasedAfterDaysWithoutACall) {
  Node node;
  node.Tell(kMidnight + 5 * kHour);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + 7 * kHour + kMinute);
  node.Tell(kMidnight + 2 * kDay + 9 * kHour);  // the block is older than two days by now, the day is not
  EXPECT_EQ(Listed(node), Names{"24h 24"});
  EXPECT_EQ(CoveredHours(ReleaseNamed(node, "24h 24")), (Hours{5, 6}));
  EXPECT_EQ(Figure(ReleaseNamed(node, "24h 24"), "streams_average"), 2.0 / 3600 / 2);
}

TEST(Clock, WindowsThatWaitedAppearTogetherWithTheirEnds) {
  Node node;
  node.Tell(kMidnight + 5 * kHour);
  node.RunTo(kMidnight + 7 * kHour + kMinute);
  node.Tell(kMidnight + 24 * kHour + 9 * kSecond);
  EXPECT_EQ(Listed(node), (Names{"1h 6", "1h 7", "4h 8"}));
  node.Tell(kMidnight + 24 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 6", "1h 7", "4h 8", "24h 24"}));
}

TEST(Clock, AWindowWithoutACoveredHourIsNotReleased) {
  Node node;
  node.Tell(kMidnight + kMinute);
  node.RunTo(kMidnight + 30 * kMinute);
  node.Tell(kMidnight + 5 * kHour);  // nothing of the first block, three hours of the second
  node.RunTo(kMidnight + 8 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 6", "1h 7", "1h 8", "4h 8"}));
}

TEST(Clock, ADayAndABlockMayEndWithAPartialHour) {
  Node node;
  node.Tell(kMidnight + 22 * kHour);
  node.RunTo(kMidnight + 23 * kHour + 30 * kMinute);
  node.Tell(node.now_ms() + 2 * kMinute);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_TEXT)->next_release_unix_s, (kMidnight + kDay + kUntilVisible) / kSecond);
  node.RunTo(kMidnight + kDay + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 23", "4h 24", "24h 24"}));
}

TEST(Clock, SmallStepsBackMakeTimeStandStill) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 5 * kMinute - kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.Tell(node.now_ms() - 30 * kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);  // at the same time as the one before
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release hour = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(Figure(hour, "streams_at_instant", {"05"}), 1);
  EXPECT_EQ(Figure(hour, "streams_at_instant", {"10"}), 0);
  EXPECT_EQ(Figure(hour, "media_seconds"), 4);
}

TEST(Clock, StepsBackOverABoundaryStayInTheNewHour) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + 20 * kSecond);
  node.Tell(kMidnight + kHour - 20 * kSecond);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + 2 * kHour + kUntilVisible);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "media_seconds"), 0);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 2"), "media_seconds"), 2);
}

TEST(Clock, ManySmallStepsBackAreAJumpOnceTheyAreMoreThanAMinute) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 30 * kMinute);
  for (int i = 0; i < 3; ++i) node.Tell(node.now_ms() - 20 * kSecond);
  EXPECT_EQ(node.Info().hour_is_whole, 1u);
  node.Tell(node.now_ms() - 1);
  EXPECT_EQ(node.Info().hour_is_whole, 0u);
}

}  // namespace
}  // namespace nodestats_test
