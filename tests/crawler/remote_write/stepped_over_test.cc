#include "remote_write/stepped_over.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SteppedOver, IsNotTalkedAboutWhereNothingWas) {
  Pushed pushed;
  pushed.releases = 7;
  pushed.skipped = 1;  // of which the crawl itself tells
  EXPECT_THAT(SteppedOver({}, pushed), IsEmpty());
}

TEST(SteppedOver, SaysHowManyAndWhyWithoutThePassword) {
  RemoteWriteOptions options;
  options.url = "http://user:hunter2@host/write?token=hunter2";
  Pushed pushed;
  pushed.too_old = 1200;
  pushed.refused = 1;
  pushed.refusal = "remote write to http://host/write: HTTP 400: out of bounds";
  EXPECT_THAT(
      SteppedOver(options, pushed),
      ElementsAre("remote write to http://host/write: stepped over 1200 releases that ended longer ago than "
                  "--remote-write-max-age",
                  "remote write to http://host/write: HTTP 400: out of bounds; stepped over 1 release that it refuses, "
                  "for good"));
}

}  // namespace
}  // namespace nodestats::crawler
