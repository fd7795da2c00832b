#include "command/health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/test_clock.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr absl::Duration kInterval = absl::Minutes(5);

class HealthTest : public testing::Test {
 protected:
  void StoreARound() {
    health_.RoundBegins();
    health_.RoundIsStored();
    health_.RoundEnds();
  }

  TestClock clock_;
  Health health_{kInterval, clock_};
};

TEST_F(HealthTest, IsWellForThreeIntervalsAfterARoundThatWasStored) {
  EXPECT_THAT(health_.Trouble(), HasSubstr("nothing was asked and stored yet"));
  StoreARound();
  clock_.Pass(3 * kInterval - absl::Seconds(5));
  EXPECT_THAT(health_.Trouble(), IsEmpty());
  clock_.Pass(absl::Seconds(10));
  EXPECT_THAT(health_.Trouble(), StartsWith("nothing was asked and stored for 15m"));
  StoreARound();
  EXPECT_THAT(health_.Trouble(), IsEmpty());
}

TEST_F(HealthTest, SaysWhatTheLastRoundFailedOf) {
  StoreARound();
  health_.RoundFails("no space left");
  EXPECT_THAT(health_.Trouble(), IsEmpty()) << "it may pass";
  clock_.Pass(4 * kInterval);
  EXPECT_THAT(health_.Trouble(), HasSubstr("for 20m: no space left"));
  StoreARound();
  clock_.Pass(4 * kInterval);
  EXPECT_THAT(health_.Trouble(), testing::Not(HasSubstr("no space left")));
}

TEST_F(HealthTest, ARoundThatDoesNotEndIsSaid) {
  StoreARound();
  health_.RoundBegins();
  clock_.Pass(2 * kInterval);
  EXPECT_THAT(health_.LongRound(), IsEmpty());
  clock_.Pass(2 * kInterval);
  EXPECT_THAT(health_.Trouble(), HasSubstr("a round has been under way for 20m"));
  EXPECT_THAT(health_.LongRound(), StartsWith("a round has been under way for 20m"));
  EXPECT_THAT(health_.LongRound(), IsEmpty()) << "once";
  clock_.Pass(3 * kInterval);
  EXPECT_THAT(health_.LongRound(), StartsWith("a round has been under way for 35m"));
  health_.RoundEnds();
  clock_.Pass(6 * kInterval);
  EXPECT_THAT(health_.LongRound(), IsEmpty());
}

TEST_F(HealthTest, TheWallClockSaysNothing) {
  StoreARound();
  for (const int hours : {8, -8}) {
    clock_.SetWallAhead(absl::Hours(hours));
    EXPECT_THAT(health_.Trouble(), IsEmpty());
  }
}

TEST_F(HealthTest, ADamagedStoreStaysDamaged) {
  health_.StoreIsDamaged("crawl.db is damaged");
  StoreARound();
  EXPECT_EQ(health_.Trouble(), "crawl.db is damaged");
}

}  // namespace
}  // namespace nodestats::crawler
