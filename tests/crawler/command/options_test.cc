#include "command/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;

CrawlOptions Parse(const std::string& arguments) {
  CLI::App app;
  CrawlOptions options;
  AddCrawlFlags(app, options);
  app.parse(arguments);
  return options;
}

TEST(Options, AHeaderIsForOneReceiver) {
  const std::string header = " --remote-write-header \"Authorization: Bearer a\"";
  const auto two = RemoteWritesOf(Parse("--remote-write http://a --remote-write http://b" + header));
  EXPECT_EQ(two.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(two.status().message(), HasSubstr("start one nodestats-crawl for each receiver"));

  const auto one = RemoteWritesOf(Parse("--remote-write http://a" + header));
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_EQ(one->front().headers.at("Authorization"), "Bearer a");
}

TEST(Options, SeveralReceiversAreTakenWithoutHeaders) {
  const auto two = RemoteWritesOf(Parse("--remote-write http://a --remote-write http://b --external-label x=y"));
  ASSERT_TRUE(two.ok()) << two.status();
  ASSERT_EQ(two->size(), 2U);
  EXPECT_EQ((*two)[1].url, "http://b");
  EXPECT_EQ((*two)[1].external_labels.at("x"), "y");
}

TEST(Options, OldReleasesAreNotSentUnlessAskedFor) {
  EXPECT_EQ(RemoteWritesOf(Parse("--remote-write http://a"))->front().max_age, absl::Hours(24 * 14));
  EXPECT_EQ(RemoteWritesOf(Parse("--remote-write http://a --remote-write-max-age 2d"))->front().max_age,
            absl::Hours(48));
  EXPECT_EQ(RemoteWritesOf(Parse("--remote-write http://a --remote-write-max-age inf"))->front().max_age,
            absl::InfiniteDuration());
  EXPECT_THROW(Parse("--remote-write-max-age 0s"), CLI::ValidationError);
}

}  // namespace
}  // namespace nodestats::crawler
