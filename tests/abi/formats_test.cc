// All forms of the summary say the same.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/expected_samples.h"
#include "abi/geo_file.h"
#include "abi/inflate.h"
#include "abi/metric_families.h"
#include "abi/node.h"
#include "abi/prometheus_text.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

// A node that has releases of every window, and others than the newest.
class Formats : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    geo_ = std::make_unique<GeoFile>();
    nodestats_config config = Config();
    config.geo_path = geo_->path();
    config.host_version = "host/1.2 (it's a {test}, 100%)";
    config.chain_id = UINT64_MAX;
    config.recipient[19] = 0xab;
    config.node_uris = "https://a.example:8935 http://[2606:4700::1111]/path?x=~y#z";
    node_ = std::make_unique<Node>(config);
    node_->Tell(kMidnight + 19 * kHour);
    while (node_->now_ms() < kMidnight + kDay) {
      const int64_t minute = (node_->now_ms() - kMidnight) / kMinute;
      for (const auto& [byte, row] : GeoRows()) {
        if (minute % (byte % 7 + 1) != 0) continue;
        nodestats_segment segment = Segment(byte % 5, std::to_string(byte) + ".2.3.4");
        segment.duration_us += byte * minute;
        segment.turnaround_us += byte * 10000;
        segment.source_height = byte % 2 == 0 ? 720 : 1080;
        segment.renditions[0].encoded_pixels *= byte;
        if (minute % 11 == 0) segment.outcome = NODESTATS_OUTCOME_PARTIAL;
        EXPECT_EQ(node_->Record(segment, std::to_string(byte % 3)), NODESTATS_OK);
        EXPECT_EQ(node_->Record(FailedSegment()), NODESTATS_OK);
      }
      node_->Tell(node_->now_ms() + kMinute);
    }
    node_->Tell(kMidnight + kDay + kUntilVisible);
  }
  static void TearDownTestSuite() {
    node_.reset();
    geo_.reset();
  }

  static std::string Get(uint32_t format) { return node_->Summary(format).bytes(); }

  static std::unique_ptr<GeoFile> geo_;
  static std::unique_ptr<Node> node_;
};
std::unique_ptr<GeoFile> Formats::geo_;
std::unique_ptr<Node> Formats::node_;

Families ExpectedFamilies(const Node& node) {
  Families families;
  std::map<v1::Window, v1::Release> newest;
  for (const Published& published : ReleasesOf(node)) newest[published.release.window()] = published.release;
  EXPECT_EQ(newest.size(), 3u);
  for (const auto& [window, release] : newest) {
    AddExpectedVectors(release, &families);
    AddExpectedFrame(release, &families);
  }
  const v1::Summary summary = SummaryOf(node);
  families["nodestats_build_info"].samples[{{"version", summary.software_version()}}] = 1;
  families["nodestats_next_release_timestamp_seconds"].samples[{}] =
      static_cast<double>(summary.next_release_unix_seconds());
  return families;
}

std::string NamesOf(const Families& families) {
  std::string names;
  for (const auto& [name, family] : families) names += name + "\n";
  return names;
}

// Compares names, labels and values; text has nine decimals.
void ExpectSameSamples(const Families& found, const Families& expected) {
  EXPECT_EQ(NamesOf(found), NamesOf(expected));
  for (const auto& [name, family] : expected) {
    const auto match = found.find(name);
    if (match == found.end()) continue;
    EXPECT_EQ(match->second.samples.size(), family.samples.size()) << name;
    for (const auto& [labels, value] : family.samples) {
      const auto sample = match->second.samples.find(labels);
      ASSERT_NE(sample, match->second.samples.end()) << name << testing::PrintToString(labels);
      EXPECT_NEAR(sample->second, value, 0.5000001e-9 + 1e-15 * std::abs(value)) << name;
    }
  }
}

TEST_F(Formats, TextShowsTheNewestReleaseOfEachWindow) {
  ExpectSameSamples(ParseText(Get(NODESTATS_FORMAT_TEXT)), ExpectedFamilies(*node_));
}

TEST_F(Formats, MetricFamiliesShowTheSame) {
  ExpectSameSamples(ParseMetricFamilies(Get(NODESTATS_FORMAT_METRIC_FAMILY)), ExpectedFamilies(*node_));
}

TEST_F(Formats, TextAndMetricFamiliesHaveTheSameTypesAndHelp) {
  const Families families = ParseMetricFamilies(Get(NODESTATS_FORMAT_METRIC_FAMILY));
  for (const auto& [name, family] : ParseText(Get(NODESTATS_FORMAT_TEXT))) {
    EXPECT_EQ(families.at(name).help, family.help);
    EXPECT_EQ(families.at(name).type, "gauge") << name;
    EXPECT_EQ(family.type, "gauge") << name;
    EXPECT_GT(family.help.size(), 10u) << name;
    EXPECT_EQ(family.help.back(), '.') << name;
  }
}

TEST_F(Formats, OpenMetricsIsTheTextAndItsEnd) {
  EXPECT_EQ(Get(NODESTATS_FORMAT_OPENMETRICS), Get(NODESTATS_FORMAT_TEXT) + "# EOF\n");
}

TEST_F(Formats, JsonIsTheReportOfTheSamePayloads) {
  v1::Report report;
  const auto status = google::protobuf::util::JsonStringToMessage(Get(NODESTATS_FORMAT_JSON), &report);
  ASSERT_TRUE(status.ok()) << status.ToString();
  const v1::Summary summary = SummaryOf(*node_);
  const std::vector<Published> releases = ReleasesOf(*node_);
  ASSERT_EQ(report.releases_size(), static_cast<int>(releases.size()));
  ASSERT_EQ(report.releases_size(), 8);  // five hours, two blocks, a day
  for (int i = 0; i < report.releases_size(); ++i) {
    google::protobuf::util::MessageDifferencer differencer;
    std::string differences;
    differencer.ReportDifferencesToString(&differences);
    EXPECT_TRUE(differencer.Compare(report.releases(i), releases[static_cast<size_t>(i)].release)) << differences;
  }
  EXPECT_EQ(report.software_version(), summary.software_version());
  EXPECT_EQ(report.next_release_unix_seconds(), summary.next_release_unix_seconds());
  EXPECT_NE(report.note().find("Not signed"), std::string::npos);
}

TEST_F(Formats, JsonOfSinceIsTheReportOfWhatIsLeft) {
  const int64_t since_s = (kMidnight + 23 * kHour) / kSecond;
  v1::Report report;
  const std::string json = node_->Summary(NODESTATS_FORMAT_JSON, since_s).bytes();
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &report).ok());
  EXPECT_EQ(report.releases_size(), 3);
  const std::string empty = node_->Summary(NODESTATS_FORMAT_JSON, INT64_MAX).bytes();
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(empty, &report).ok());
  EXPECT_EQ(report.releases_size(), 0);
}

TEST_F(Formats, JsonGoesThroughTheFullProtobufAndBack) {
  v1::Report report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(Get(NODESTATS_FORMAT_JSON), &report).ok());
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(report, &json).ok());
  v1::Report again;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &again).ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(report, again));
}

TEST_F(Formats, GzipHoldsThePlainBytes) {
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    for (const int64_t since_s : {int64_t{0}, (kMidnight + 23 * kHour) / kSecond, int64_t{INT64_MAX}}) {
      const std::string plain = node_->Summary(format, since_s).bytes();
      const std::string gzip = node_->Summary(format, since_s, true).bytes();
      EXPECT_TRUE(Inflate(gzip) == plain) << format << " " << since_s;
      EXPECT_TRUE(since_s != 0 || gzip.size() < plain.size() / 2) << format;
    }
  }
}

TEST_F(Formats, LabelsAreTheDesigns) {
  const std::map<std::string, std::set<std::string>> expected = {
      {"nodestats_streams_average", {"window"}},
      {"nodestats_streams_at_instant", {"instant", "window"}},
      {"nodestats_region_streams_at_instant", {"instant", "region", "window"}},
      {"nodestats_country_streams_average", {"country", "window"}},
      {"nodestats_encoded_pixels", {"rung", "window"}},
      {"nodestats_source_streams_average", {"rung", "window"}},
      {"nodestats_segments", {"outcome", "speed", "window"}},
      {"nodestats_cell_streams_average", {"cell", "window"}}};
  const Families families = ParseText(Get(NODESTATS_FORMAT_TEXT));
  for (const auto& [name, labels] : expected) {
    for (const auto& [found, value] : families.at(name).samples) {
      std::set<std::string> names;
      for (const auto& [label, text] : found) names.insert(label);
      EXPECT_EQ(names, labels) << name;
      EXPECT_THAT(found.at("window"), testing::AnyOf("1h", "4h", "24h"));
    }
  }
}

TEST_F(Formats, BeforeTheFirstReleaseAllSayTheSameToo) {
  Node node;
  node.Tell(kMidnight);
  Families expected;
  const v1::Summary summary = SummaryOf(node);
  expected["nodestats_build_info"].samples[{{"version", summary.software_version()}}] = 1;
  expected["nodestats_next_release_timestamp_seconds"].samples[{}] =
      static_cast<double>(summary.next_release_unix_seconds());
  ExpectSameSamples(ParseText(node.Text()), expected);
  ExpectSameSamples(ParseMetricFamilies(node.Summary(NODESTATS_FORMAT_METRIC_FAMILY).bytes()), expected);
  EXPECT_EQ(node.Summary(NODESTATS_FORMAT_OPENMETRICS).bytes(), node.Text() + "# EOF\n");
  v1::Report report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(node.Summary(NODESTATS_FORMAT_JSON).bytes(), &report).ok());
  EXPECT_EQ(report.next_release_unix_seconds(), summary.next_release_unix_seconds());
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    EXPECT_EQ(Inflate(node.Summary(format, 0, true).bytes()), node.Summary(format).bytes());
  }
}

}  // namespace
}  // namespace nodestats_test
