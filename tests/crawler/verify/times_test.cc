#include "verify/times.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

// What is found of an hour's release after a change.
Reason AfterChange(const std::function<void(v1::Release&)>& change, Window window = kHour) {
  v1::Release release = MakeRelease(window, Mode::kBinned);
  change(release);
  const Findings found = CheckTimes(release, kAfterTheDay);
  return found ? found->reason : Reason::kNone;
}

TEST(CheckTimes, TakesEachWindowAsItIs) {
  for (const Window window : {kHour, kBlock, kDay}) EXPECT_EQ(AfterChange([](v1::Release&) {}, window), Reason::kNone);
}

TEST(CheckTimes, RefusesAWindowThatIsNone) {
  for (const int window : {0, 4, -1, 1'000'000}) {
    EXPECT_EQ(AfterChange([=](v1::Release& release) { release.set_window(static_cast<v1::Window>(window)); }),
              Reason::kMalformed);
  }
}

TEST(CheckTimes, RefusesAStartThatIsNotAligned) {
  for (const int64_t start : {kDayStart + 1, kDayStart - 1, int64_t{-3600}, int64_t{1} << 62}) {
    EXPECT_EQ(AfterChange([=](v1::Release& release) {
                release.set_start_unix_seconds(start);
                release.set_end_unix_seconds(start + kHourS);
              }),
              Reason::kMalformed)
        << start;
  }
  EXPECT_EQ(AfterChange(
                [](v1::Release& release) {
                  release.set_start_unix_seconds(kDayStart + kHourS);
                  release.set_end_unix_seconds(kDayStart + 5 * kHourS);
                },
                kBlock),
            Reason::kMalformed);
}

TEST(CheckTimes, RefusesAnEndThatIsNotTheWindows) {
  for (const int64_t end :
       {kDayStart, kDayStart + kHourS - 1, kDayStart + 2 * kHourS, int64_t{0}, std::numeric_limits<int64_t>::min()}) {
    EXPECT_EQ(AfterChange([=](v1::Release& release) { release.set_end_unix_seconds(end); }), Reason::kMalformed) << end;
  }
}

TEST(CheckTimes, RefusesCoveredHoursThatAreNoneOfTheWindow) {
  const auto with = [](std::initializer_list<uint32_t> hours) {
    return AfterChange(
        [&](v1::Release& release) { release.mutable_covered_hours()->Assign(hours.begin(), hours.end()); }, kBlock);
  };
  EXPECT_EQ(with({}), Reason::kMalformed);
  EXPECT_EQ(with({4}), Reason::kMalformed);
  EXPECT_EQ(with({1, 1}), Reason::kMalformed);
  EXPECT_EQ(with({2, 1}), Reason::kMalformed);
  EXPECT_EQ(with({0, 0xffffffff}), Reason::kMalformed);
  EXPECT_EQ(with({3}), Reason::kNone);
  EXPECT_EQ(with({0, 2, 3}), Reason::kNone);
}

TEST(CheckTimes, AWindowMayEndNowAndNotLater) {
  const v1::Release release = MakeRelease(kHour, Mode::kBinned);
  EXPECT_FALSE(CheckTimes(release, kDayStart + kHourS).has_value());
  const Findings early = CheckTimes(release, kDayStart + kHourS - 1);
  ASSERT_TRUE(early.has_value());
  EXPECT_EQ(early->reason, Reason::kFromTheFuture);
  EXPECT_EQ(early->detail, "the window ends at 2023-11-15T01:00:00Z, and it is 2023-11-15T00:59:59Z");
}

}  // namespace
}  // namespace nodestats::crawler
