// What becomes of releases that a receiver does not take, or that are too old to be sent.
#include "remote_write/remote_write_fixture.h"

namespace nodestats::crawler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(RemoteWrite, OneReleaseThatIsRefusedHoldsUpNoOther) {
  AddHours(200);
  for (const int64_t refused : {1, 77, 200}) {
    store_.cursors.clear();
    kept_.clear();
    requests_.clear();
    refused_times_ = {TimeOf(refused)};
    const absl::StatusOr<Pushed> pushed = Push();
    ASSERT_TRUE(pushed.ok()) << pushed.status();
    EXPECT_EQ(pushed->releases, 199);
    EXPECT_EQ(pushed->refused, 1);
    EXPECT_THAT(pushed->refusal, HasSubstr("HTTP 400: out of bounds"));
    EXPECT_EQ(static_cast<size_t>(pushed->samples), kept_.size());
    EXPECT_EQ(KeptTimes().size(), 199U);
    EXPECT_EQ(KeptTimes().count(TimeOf(refused)), 0U);
    EXPECT_EQ(cursor(), 200);
    EXPECT_LE(requests_.size(), 40U) << "found by halves, not one by one";
  }
}

TEST_F(RemoteWrite, EachReleaseThatIsRefusedIsCounted) {
  AddHours(50);
  for (const int64_t sequence : {3, 4, 20, 41}) refused_times_.insert(TimeOf(sequence));
  store_.releases[9].contradicts = true;
  EXPECT_EQ(Push()->refused, 4);
  EXPECT_EQ(KeptTimes().size(), 45U);
  EXPECT_EQ(cursor(), 50);
}

TEST_F(RemoteWrite, AllThatIsRefusedIsSteppedOverInTheEnd) {
  AddHours(30);
  for (int64_t sequence = 1; sequence <= 30; ++sequence) refused_times_.insert(TimeOf(sequence));
  const absl::StatusOr<Pushed> pushed = Push();
  EXPECT_EQ(pushed->refused, 30);
  EXPECT_EQ(pushed->releases, 0);
  EXPECT_EQ(pushed->samples, 0);
  EXPECT_EQ(cursor(), 30);
  EXPECT_LE(requests_.size(), 70U);
}

TEST_F(RemoteWrite, WhatIsTooMuchOrCannotBeProcessedIsRefusedToo) {
  for (const int status : {413, 422}) {
    AddHours(2);
    answers_ = {{status}, {status}};
    const absl::StatusOr<Pushed> pushed = Push();
    EXPECT_EQ(pushed->refused, 1) << status;
    EXPECT_EQ(pushed->releases, 1) << status;
  }
}

TEST_F(RemoteWrite, WhatWasSteppedOverIsCountedAlsoBeforeAnError) {
  AddHours(2);
  options_.releases_per_request = 1;
  answers_ = {{400, "bad"}, {404}};
  Pushed pushed;
  EXPECT_EQ(PushReleases(store_, options_, absl::Hours(1), kGoOn, pushed).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(pushed.refused, 1);
  EXPECT_EQ(cursor(), 1);
}

TEST_F(RemoteWrite, AnOldReleaseIsSteppedOver) {
  AddHours(3);
  store_.releases.push_back(Stored(4, HourThatEnded(absl::Hours(24 * 30))));
  store_.releases.push_back(Stored(5, HourThatEnded(absl::Hours(24 * 13))));
  options_.max_age = absl::Hours(24 * 14);
  const absl::StatusOr<Pushed> pushed = Push();
  ASSERT_TRUE(pushed.ok()) << pushed.status();
  EXPECT_EQ(pushed->too_old, 4);
  EXPECT_EQ(pushed->releases, 1);
  EXPECT_THAT(KeptTimes(), ElementsAre(store_.releases[4].end_unix_seconds * 1000));
  EXPECT_EQ(cursor(), 5);
  EXPECT_EQ(Push()->too_old, 0) << "counted once";
}

}  // namespace
}  // namespace nodestats::crawler
