// What readers get between two releases, and what HTTP may say of it.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

using Names = std::vector<std::string>;
constexpr uint32_t kFormats[] = {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY,
                                 NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF};

// Everything that a reader may be given now.
std::vector<std::string> AllAnswers(const Node& node, int64_t since_s = NODESTATS_SINCE_ALL) {
  std::vector<std::string> all;
  for (const uint32_t format : kFormats) {
    for (const bool gzip : {false, true}) {
      const Answer answer = node.Summary(format, since_s, gzip);
      all.push_back(answer.bytes());
      all.push_back(answer.etag());
      all.push_back(std::to_string(answer->last_modified_unix_s));
    }
  }
  return all;
}

TEST(Publication, BeforeTheFirstReleaseSaysWhatServesAndWhenTheNextAppears) {
  Node node;
  EXPECT_NE(node.Text().find("nodestats_build_info{version=\"nodestats/" NODESTATS_VERSION "\"} 1\n"),
            std::string::npos);
  EXPECT_NE(node.Text().find("\nnodestats_next_release_timestamp_seconds 0\n"), std::string::npos);
  node.Tell(kMidnight + kMinute);
  const int64_t next_s = (kMidnight + 2 * kHour + kUntilVisible) / kSecond;
  EXPECT_NE(node.Text().find("\nnodestats_next_release_timestamp_seconds " + std::to_string(next_s) + "\n"),
            std::string::npos);
  EXPECT_EQ(node.Text().find("window"), std::string::npos);
  const v1::Summary summary = SummaryOf(node);
  EXPECT_EQ(summary.releases_size(), 0);
  EXPECT_EQ(summary.next_release_unix_seconds(), next_s);
  EXPECT_EQ(summary.software_version(), "nodestats/" NODESTATS_VERSION);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_TEXT)->last_modified_unix_s, 0);
}

// A day and more from the first boundary on: whatever a reader gets changes at ten seconds past a boundary alone.
TEST(Publication, EveryReaderGetsTheSameBytesUntilTheNextRelease) {
  Node node;
  node.Tell(kMidnight);
  std::vector<std::string> before = AllAnswers(node);
  for (int64_t hour = 1; hour <= 50; ++hour) {
    EXPECT_EQ(node.Record(Segment(), std::to_string(hour)), NODESTATS_OK);
    const int64_t release_ms = kMidnight + hour * kHour + kUntilVisible;
    node.RunTo(release_ms - kUntilVisible);
    EXPECT_TRUE(AllAnswers(node) == before) << hour;
    for (const int64_t early_ms : {9 * kSecond, 5 * kSecond, int64_t{1}}) {
      node.Tell(release_ms - early_ms);
      EXPECT_TRUE(AllAnswers(node) == before) << hour;
    }
    node.Tell(release_ms);
    const std::vector<std::string> after = AllAnswers(node);
    EXPECT_FALSE(after == before) << hour;
    before = after;
  }
}

TEST(Publication, AThousandReadersDuringRecordingGetTheSameBytes) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const std::vector<std::string> before = AllAnswers(node);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(node.Record(Segment(static_cast<uint8_t>(1 + i % 5)), std::to_string(i)), NODESTATS_OK);
    node.Tell(node.now_ms() + kSecond);
    const uint32_t format = kFormats[i % 5];
    EXPECT_TRUE(node.Summary(format, 0, i % 2 == 1).bytes() == before[static_cast<size_t>(6 * (i % 5) + 3 * (i % 2))]);
  }
  EXPECT_TRUE(AllAnswers(node) == before);
}

TEST(Publication, SinceIsStrictlyComparedWithTheEnd) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  const int64_t third_end_s = (kMidnight + 3 * kHour) / kSecond;
  EXPECT_EQ(Listed(node, third_end_s - 1), (Names{"1h 3", "1h 4", "4h 4"}));
  EXPECT_EQ(Listed(node, third_end_s), (Names{"1h 4", "4h 4"}));
  EXPECT_EQ(Listed(node, third_end_s + 3599), (Names{"1h 4", "4h 4"}));
  EXPECT_EQ(Listed(node, third_end_s + 3600), Names());
  EXPECT_EQ(Listed(node, INT64_MAX), Names());
  EXPECT_EQ(Listed(node, 1), Listed(node));
}

TEST(Publication, SinceGivesTheFullAnswersReleasesByteForByte) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 5 * kHour + kUntilVisible);
  const v1::Summary full = SummaryOf(node);
  for (int64_t hour = 0; hour <= 6; ++hour) {
    const int64_t since_s = (kMidnight + hour * kHour) / kSecond;
    v1::Summary expected = full;
    expected.clear_releases();
    for (const v1::SignedRelease& one : full.releases()) {
      v1::Release release;
      EXPECT_TRUE(release.ParseFromString(one.payload()));
      if (release.end_unix_seconds() > since_s) *expected.add_releases() = one;
    }
    EXPECT_EQ(SummaryOf(node, since_s).SerializeAsString(), expected.SerializeAsString()) << hour;
  }
}

TEST(Publication, SinceDoesNotMatterToThePrometheusForms) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  for (const uint32_t format : {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY}) {
    EXPECT_EQ(node.Summary(format, INT64_MAX).bytes(), node.Summary(format).bytes());
  }
}

TEST(Publication, EtagsNameTheBytes) {
  Node node;
  std::set<std::string> etags;
  std::set<std::string> answers;
  const auto take_all = [&] {
    for (const uint32_t format : kFormats) {
      for (const bool gzip : {false, true}) {
        const Answer answer = node.Summary(format, 0, gzip);
        answers.insert(answer.bytes());
        etags.insert(answer.etag());
        EXPECT_EQ(answer.etag().size(), 18u) << answer.etag();
        EXPECT_EQ(answer.etag().front(), '"');
        EXPECT_EQ(answer.etag().back(), '"');
        EXPECT_EQ(answer->gzip, gzip ? 1u : 0u);
        EXPECT_EQ(node.Summary(format, 0, gzip).etag(), answer.etag());
      }
    }
  };
  node.Tell(kMidnight);
  take_all();
  EXPECT_EQ(etags.size(), 10u);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  take_all();
  EXPECT_EQ(etags.size(), 20u);
  node.RunTo(kMidnight + 2 * kHour + kUntilVisible);
  take_all();
  EXPECT_EQ(etags.size(), 30u);
  const int64_t since_s = (kMidnight + kHour) / kSecond;
  EXPECT_EQ(etags.count(node.Summary(NODESTATS_FORMAT_JSON, since_s).etag()), 0u);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_JSON, since_s).etag(), node.Summary(NODESTATS_FORMAT_JSON, since_s).etag());
}

TEST(Publication, LastModifiedIsTheNewestReleasesBoundaryAndTenSeconds) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + 20 * kMinute);
  Answer answer;
  EXPECT_EQ(nodestats_next_to_sign(node.engine(), answer.get()), NODESTATS_OK);
  EXPECT_EQ(nodestats_add_signature(node.engine(), answer->id, std::string(65, 's').data(), 65), NODESTATS_OK);
  for (const uint32_t format : kFormats) {
    EXPECT_EQ(node.Summary(format)->last_modified_unix_s, (kMidnight + kHour + kUntilVisible) / kSecond);
    EXPECT_EQ(node.Summary(format, INT64_MAX)->last_modified_unix_s, (kMidnight + kHour + kUntilVisible) / kSecond);
  }
}

TEST(Publication, NextReleaseIsTheNextBoundaryAndTenSeconds) {
  Node node;
  const auto next_ms = [&] { return node.Summary(NODESTATS_FORMAT_JSON)->next_release_unix_s * kSecond - kMidnight; };
  node.Tell(kMidnight + 30 * kMinute);  // a partial hour: only the next one will be published
  EXPECT_EQ(next_ms(), 2 * kHour + kUntilVisible);
  node.RunTo(kMidnight + kHour);
  EXPECT_EQ(next_ms(), 2 * kHour + kUntilVisible);
  node.RunTo(kMidnight + 2 * kHour + 9 * kSecond);
  EXPECT_EQ(next_ms(), 2 * kHour + kUntilVisible);
  node.Tell(kMidnight + 2 * kHour + kUntilVisible);
  EXPECT_EQ(next_ms(), 3 * kHour + kUntilVisible);
  EXPECT_EQ(SummaryOf(node).next_release_unix_seconds() * kSecond - kMidnight, 3 * kHour + kUntilVisible);
  node.Tell(node.now_ms() + 2 * kMinute);  // drops hour 2; the block that hour 1 is in ends before hour 4
  EXPECT_EQ(next_ms(), 4 * kHour + kUntilVisible);
}

// What a late signature holds up is not announced as if it were still to come at another boundary.
TEST(Publication, NextReleaseIsThatOfWhatWaits) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 2 * kHour);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_TEXT)->next_release_unix_s, (kMidnight + kHour + kUntilVisible) / kSecond);
}

}  // namespace
}  // namespace nodestats_test
