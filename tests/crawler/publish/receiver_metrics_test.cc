#include "publish/receiver_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publish/documents.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ReceiverMetrics, TellOfEachReceiverWhatItLacks) {
  Snapshot snapshot;
  snapshot.receivers = {{"http://a/write", 1, 2, 3, 1700000000}, {"http://b/write", 0, 0, 0, 1700000001}};
  const std::string text = MetricsText(snapshot);
  EXPECT_THAT(text, HasSubstr("# TYPE nodestats_crawl_remote_write_skipped_releases_total counter\n"));
  const std::string skipped = "\nnodestats_crawl_remote_write_skipped_releases_total{receiver=\"http://";
  EXPECT_THAT(text, HasSubstr(skipped + "a/write\",reason=\"unfit\"} 1\n"));
  EXPECT_THAT(text, HasSubstr(skipped + "a/write\",reason=\"too_old\"} 2\n"));
  EXPECT_THAT(text, HasSubstr(skipped + "a/write\",reason=\"refused\"} 3\n"));
  EXPECT_THAT(text, HasSubstr(skipped + "b/write\",reason=\"refused\"} 0\n")) << "so that the first is an increase";
  EXPECT_THAT(text, HasSubstr("\n# TYPE nodestats_crawl_remote_write_complete_timestamp_seconds gauge\n"));
  EXPECT_THAT(text,
              HasSubstr("\nnodestats_crawl_remote_write_complete_timestamp_seconds{receiver=\"http://b/write\"} "));
}

TEST(ReceiverMetrics, AreAbsentWithoutReceivers) {
  EXPECT_THAT(MetricsText(Snapshot()), Not(HasSubstr("remote_write")));
}

}  // namespace
}  // namespace nodestats::crawler
