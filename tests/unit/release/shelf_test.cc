#include "release/shelf.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nodestats {
namespace {

constexpr int64_t kNoon = 1767268800;  // 2026-01-01 12:00 UTC: the end of an hour and of a block
const std::string kSignature(65, 's');

std::vector<std::string> Payloads(const Shelf& shelf) {
  std::vector<std::string> payloads;
  for (const auto& frozen : shelf.kept()) payloads.push_back(frozen->payload);
  return payloads;
}

using Names = std::vector<std::string>;

Frozen Restored(Window window, int64_t end_s) {
  Frozen frozen;
  frozen.window = window;
  frozen.end_s = end_s;
  frozen.payload = "restored";
  return frozen;
}

TEST(Shelf, ReleasesAppearTenSecondsAfterTheirEnd) {
  Shelf shelf(false);
  shelf.Add(kHour, kNoon, "hour");
  EXPECT_FALSE(shelf.Update(kNoon));
  EXPECT_FALSE(shelf.Update(kNoon + 9));
  EXPECT_EQ(Payloads(shelf), Names());
  EXPECT_TRUE(shelf.Update(kNoon + 10));
  EXPECT_EQ(Payloads(shelf), Names{"hour"});
  EXPECT_FALSE(shelf.Update(kNoon + 11));
}

TEST(Shelf, AllWindowsOfOneEndAppearTogetherShortestFirst) {
  Shelf shelf(true);
  shelf.Add(kHour, kNoon, "hour");
  shelf.Add(kBlock, kNoon, "block");
  shelf.Add(kDay, kNoon, "day");
  EXPECT_TRUE(shelf.Sign(3, kSignature));
  EXPECT_TRUE(shelf.Sign(1, kSignature));
  EXPECT_FALSE(shelf.Update(kNoon + 3600));
  EXPECT_EQ(Payloads(shelf), Names());
  EXPECT_TRUE(shelf.Sign(2, kSignature));
  EXPECT_TRUE(shelf.Update(kNoon + 3600));
  EXPECT_EQ(Payloads(shelf), (Names{"hour", "block", "day"}));
}

TEST(Shelf, ALaterEndNeverOvertakesAnUnsignedOne) {
  Shelf shelf(true);
  shelf.Add(kHour, kNoon, "first");
  shelf.Add(kHour, kNoon + 3600, "second");
  EXPECT_TRUE(shelf.Sign(2, kSignature));
  EXPECT_FALSE(shelf.Update(kNoon + 7200));
  EXPECT_TRUE(shelf.Sign(1, kSignature));
  EXPECT_TRUE(shelf.Update(kNoon + 7200));
  EXPECT_EQ(Payloads(shelf), (Names{"first", "second"}));
}

TEST(Shelf, OldestUnsignedIsNextToSign) {
  Shelf shelf(true);
  EXPECT_EQ(shelf.NextToSign(), nullptr);
  shelf.Add(kHour, kNoon, "hour");
  shelf.Add(kBlock, kNoon, "block");
  EXPECT_EQ(shelf.NextToSign()->payload, "hour");
  EXPECT_TRUE(shelf.Sign(1, kSignature));
  EXPECT_EQ(shelf.NextToSign()->payload, "block");
  EXPECT_TRUE(shelf.Sign(2, kSignature));
  EXPECT_EQ(shelf.NextToSign(), nullptr);
}

TEST(Shelf, SignsEachReleaseOnceWhileItWaits) {
  Shelf shelf(true);
  shelf.Add(kHour, kNoon, "hour");
  EXPECT_FALSE(shelf.Sign(0, kSignature));
  EXPECT_FALSE(shelf.Sign(2, kSignature));
  EXPECT_TRUE(shelf.Sign(1, kSignature));
  EXPECT_FALSE(shelf.Sign(1, std::string(65, 'x')));
  EXPECT_TRUE(shelf.Update(kNoon + 10));
  EXPECT_FALSE(shelf.Sign(1, kSignature));
  EXPECT_EQ(shelf.kept()[0]->signature, kSignature);
}

TEST(Shelf, TakesNoSignatureWhereNoneIsWanted) {
  Shelf shelf(false);
  shelf.Add(kHour, kNoon, "hour");
  EXPECT_EQ(shelf.NextToSign(), nullptr);
  EXPECT_FALSE(shelf.Sign(1, kSignature));
  EXPECT_TRUE(shelf.Update(kNoon + 10));
  EXPECT_EQ(shelf.kept()[0]->signature, "");
}

// Every reader gets the same bytes until the next release: what is too old goes when the next one comes.
TEST(Shelf, KeepsEachWindowForItsAgeExactly) {
  const struct {
    Window window;
    int64_t length_s;
    size_t count;
  } rows[] = {{kHour, 3600, 24}, {kBlock, 14400, 12}, {kDay, 86400, 14}};
  for (const auto& row : rows) {
    Shelf shelf(false);
    for (int64_t i = 1; i <= 40; ++i) {
      const int64_t end_s = kNoon + i * row.length_s;
      EXPECT_FALSE(shelf.Update(end_s));
      shelf.Add(row.window, end_s, std::to_string(i));
      EXPECT_FALSE(shelf.Update(end_s + 9));
      EXPECT_TRUE(shelf.Update(end_s + 10));
      ASSERT_EQ(shelf.kept().size(), std::min(row.count, static_cast<size_t>(i)));
      EXPECT_EQ(shelf.kept().back()->end_s, end_s);
    }
  }
}

TEST(Shelf, ForgetsWithoutAnyNewRelease) {
  Shelf shelf(false);
  shelf.Add(kHour, kNoon, "hour");
  EXPECT_TRUE(shelf.Update(kNoon + 10));
  EXPECT_FALSE(shelf.Update(kNoon + 86400 + 9));
  EXPECT_TRUE(shelf.Update(kNoon + 86400 + 10));
  EXPECT_TRUE(shelf.kept().empty());
}

TEST(Shelf, ForgetsWhatNeverAppeared) {
  Shelf shelf(true);
  shelf.Add(kHour, kNoon, "hour");
  shelf.Add(kBlock, kNoon, "block");
  EXPECT_TRUE(shelf.Sign(2, kSignature));
  EXPECT_FALSE(shelf.Update(kNoon + 86400 + 9));
  EXPECT_TRUE(shelf.Update(kNoon + 86400 + 10));
  EXPECT_EQ(Payloads(shelf), Names{"block"});
}

TEST(Shelf, RemembersTheNewestEndEvenOfWhatItForgot) {
  Shelf shelf(true);
  EXPECT_EQ(shelf.newest_end_s(), 0);
  shelf.Add(kHour, kNoon, "hour");
  EXPECT_EQ(shelf.newest_end_s(), kNoon);
  shelf.Update(kNoon + 365 * 86400);
  EXPECT_TRUE(shelf.kept().empty());
  EXPECT_EQ(shelf.Oldest(), nullptr);
  EXPECT_EQ(shelf.newest_end_s(), kNoon);
}

TEST(Shelf, TakesBackWhatIsNeitherInTheFutureNorTooOld) {
  Shelf shelf(false);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon), kNoon - 1), NODESTATS_EFUTURE);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon), kNoon + 86400 + 10), NODESTATS_EEXPIRED);
  EXPECT_EQ(shelf.newest_end_s(), 0);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon), kNoon + 86400 + 9), NODESTATS_OK);
  EXPECT_EQ(shelf.Restore(Restored(kBlock, kNoon), kNoon), NODESTATS_OK);
  EXPECT_EQ(shelf.newest_end_s(), kNoon);
  EXPECT_EQ(shelf.kept().size(), 2u);
}

TEST(Shelf, NoHourIsOpenedBeforeTheEndOfAReleaseThatItKnows) {
  Shelf shelf(false);
  EXPECT_EQ(shelf.open_from_s(), 0);
  shelf.Add(kHour, kNoon, "own");
  EXPECT_EQ(shelf.open_from_s(), kNoon);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon + 7200), kNoon), NODESTATS_EFUTURE);
  EXPECT_EQ(shelf.open_from_s(), kNoon + 7200);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon + 3600), kNoon), NODESTATS_EFUTURE);
  EXPECT_EQ(shelf.open_from_s(), kNoon + 7200);
  EXPECT_EQ(shelf.newest_end_s(), kNoon) << "none is there to be served";
}

TEST(Shelf, WhatEndsMoreThanADayAheadHoldsNothingBack) {
  Shelf shelf(false);
  for (const int64_t ahead_s : {int64_t{86401}, int64_t{2 * 86400}, int64_t{365 * 86400}}) {
    EXPECT_EQ(shelf.Restore(Restored(kDay, kNoon + ahead_s), kNoon), NODESTATS_EFUTURE);
    EXPECT_EQ(shelf.open_from_s(), 0);
  }
  EXPECT_EQ(shelf.Restore(Restored(kDay, kNoon + 86400), kNoon), NODESTATS_EFUTURE);
  EXPECT_EQ(shelf.open_from_s(), kNoon + 86400);
}

TEST(Shelf, HoldsOneReleaseOfEachWindowAndEnd) {
  Shelf shelf(false);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon), kNoon), NODESTATS_OK);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon), kNoon), NODESTATS_EEXIST);
  shelf.Add(kHour, kNoon + 3600, "own");
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon + 3600), kNoon + 3600), NODESTATS_EEXIST);
  shelf.Update(kNoon + 3610);
  EXPECT_EQ(Payloads(shelf), (Names{"restored", "own"}));
}

TEST(Shelf, ListsByEndThenByLengthWhateverCameFirst) {
  Shelf shelf(false);
  shelf.Add(kHour, kNoon, "own hour");
  shelf.Update(kNoon + 10);
  for (const Window window : {kDay, kBlock}) {
    EXPECT_EQ(shelf.Restore(Restored(window, kNoon), kNoon + 10), NODESTATS_OK);
  }
  EXPECT_EQ(shelf.Restore(Restored(kDay, kNoon - 86400), kNoon + 10), NODESTATS_OK);
  std::vector<Window> windows;
  for (const auto& frozen : shelf.kept()) windows.push_back(frozen->window);
  EXPECT_EQ(windows, (std::vector<Window>{kDay, kHour, kBlock, kDay}));
  EXPECT_EQ(shelf.kept()[0]->end_s, kNoon - 86400);
}

TEST(Shelf, HandsOutItsOwnReleasesInOrder) {
  Shelf shelf(false);
  EXPECT_EQ(shelf.Restore(Restored(kHour, kNoon - 3600), kNoon), NODESTATS_OK);
  EXPECT_EQ(shelf.Next(0), nullptr);
  shelf.Add(kHour, kNoon, "hour");
  shelf.Add(kBlock, kNoon, "block");
  EXPECT_EQ(shelf.Next(0), nullptr);  // not published yet
  shelf.Update(kNoon + 10);
  EXPECT_EQ(shelf.Next(0)->payload, "hour");
  EXPECT_EQ(shelf.Next(1)->payload, "block");
  EXPECT_EQ(shelf.Next(2), nullptr);
}

}  // namespace
}  // namespace nodestats
