// The operator's live view.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/prometheus_text.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

double Exact(const Node& node, const std::string& name, const Labels& labels = {}) {
  const Families families = ParseText(node.Exact());
  const auto family = families.find("nodestats_exact_" + name);
  if (family == families.end() || !family->second.samples.contains(labels)) {
    ADD_FAILURE() << name << testing::PrintToString(labels);
    return -1;
  }
  return family->second.samples.at(labels);
}

TEST(Exact, ShowsStreamsWhileTheyAreActive) {
  const GeoFile geo;
  nodestats_config config = Config();
  config.geo_path = geo.path();
  Node node(config);
  node.Tell(kMidnight + 20 * kMinute);  // a partial hour shows, too
  EXPECT_EQ(node.Record(Segment(1, "88.1.1.1")), NODESTATS_OK);
  EXPECT_EQ(node.Record(Segment(2, "91.1.1.1")), NODESTATS_OK);
  EXPECT_EQ(node.Record(Segment(3, "60.1.1.1")), NODESTATS_OK);
  EXPECT_EQ(Exact(node, "streams"), 3);
  EXPECT_EQ(Exact(node, "country_streams", {{"country", "DE"}}), 1);
  EXPECT_EQ(Exact(node, "country_streams", {{"country", "ZZ"}}), 0);
  EXPECT_EQ(Exact(node, "region_streams", {{"region", "Western Europe"}}), 2);
  EXPECT_EQ(Exact(node, "region_streams", {{"region", "Eastern Asia"}}), 1);
  node.Tell(node.now_ms() + 12 * kSecond - 1);  // two seconds of media and ten of grace
  EXPECT_EQ(Exact(node, "streams"), 3);
  node.Tell(node.now_ms() + 1);
  EXPECT_EQ(Exact(node, "streams"), 0);
  EXPECT_EQ(Exact(node, "hour_streams_peak"), 3);
}

TEST(Exact, CountsFromTheStartOverHoursAndDrops) {
  Node node;
  node.Tell(kMidnight + 30 * kMinute);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
    EXPECT_EQ(node.Record(FailedSegment()), NODESTATS_OK);
    node.Tell(node.now_ms() + 20 * kMinute);  // a gap: each hour is dropped
  }
  EXPECT_EQ(Exact(node, "segments_total", {{"outcome", "ok"}, {"speed", "4-8"}}), 5);
  EXPECT_EQ(Exact(node, "segments_total", {{"outcome", "failed"}, {"speed", "4-8"}}), 5);
  EXPECT_EQ(Exact(node, "encoded_pixels_total", {{"rung", "360p"}}), 5.0 * 640 * 360 * 60);
  EXPECT_EQ(Exact(node, "decoded_pixels_total"), 5.0 * 1280 * 720 * 60);
  EXPECT_EQ(Exact(node, "media_seconds_total"), 10);
  EXPECT_EQ(Exact(node, "input_bytes_total"), 2500000);
  EXPECT_EQ(Exact(node, "output_bytes_total"), 500000);
  EXPECT_EQ(Exact(node, "hour_media_seconds"), 0);
  EXPECT_EQ(node.Info().segments, 10u);
}

TEST(Exact, ShowsTheClockAndTheTable) {
  Node node;
  EXPECT_EQ(Exact(node, "now_timestamp_seconds"), 0);
  EXPECT_EQ(Exact(node, "hour_start_timestamp_seconds"), 0);
  node.Tell(kMidnight + kHour);
  node.Tell(kMidnight + kHour + 1500);
  EXPECT_EQ(node.Record(Segment(1), "a"), NODESTATS_OK);
  EXPECT_EQ(node.Record(Segment(1), "b"), NODESTATS_OK);
  const int64_t hour_start_s = kMidnight / kSecond + 3600;
  EXPECT_EQ(Exact(node, "now_timestamp_seconds"), static_cast<double>(hour_start_s + 1));
  EXPECT_EQ(Exact(node, "hour_start_timestamp_seconds"), static_cast<double>(hour_start_s));
  EXPECT_EQ(Exact(node, "hour_whole"), 1);
  EXPECT_EQ(Exact(node, "hour_streams_seen"), 2);
  EXPECT_EQ(Exact(node, "hour_streams_limit"), 1024);
  EXPECT_EQ(Exact(node, "build_info", {{"version", "nodestats/" NODESTATS_VERSION}}), 1);
}

// Figures of a window of four hours, of which one is covered, are the open hour's as it was shown before.
TEST(Exact, TheOpenHourIsWhatItsReleaseWillBe) {
  const GeoFile geo;
  nodestats_config config = Config();
  config.geo_path = geo.path();
  Node node(config);
  node.Tell(kMidnight + 3 * kHour);
  while (node.now_ms() < kMidnight + 4 * kHour - kMinute) {
    for (const auto& [byte, row] : GeoRows()) {
      nodestats_segment segment = Segment(byte % 3, std::to_string(byte) + ".0.0.1");
      segment.duration_us *= byte % 4 + 1;
      EXPECT_EQ(node.Record(segment, "m"), NODESTATS_OK);
    }
    node.Tell(node.now_ms() + kMinute);
  }
  const Families exact = ParseText(node.Exact());
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  size_t compared = 0;
  for (const auto& [name, family] : ParseText(node.Text())) {
    const auto shown = exact.find("nodestats_exact_hour_" + name.substr(10));
    if (shown == exact.end()) continue;
    for (const auto& [labels, value] : family.samples) {
      Labels others = labels;
      if (others.erase("window") == 0 || labels.at("window") != "4h") continue;
      ASSERT_EQ(shown->second.samples.count(others), 1u) << name;
      EXPECT_EQ(shown->second.samples.at(others), value) << name << testing::PrintToString(labels);
      ++compared;
    }
  }
  EXPECT_GT(compared, 600u);
}

TEST(Exact, EveryNameHasThePrefixAndCountersEndInTotal) {
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  for (const auto& [name, family] : ParseText(node.Exact())) {
    EXPECT_EQ(name.rfind("nodestats_exact_", 0), 0u) << name;
    const bool total = name.size() > 6 && name.substr(name.size() - 6) == "_total";
    EXPECT_EQ(family.type, total ? "counter" : "gauge") << name;
  }
  EXPECT_EQ(node.Text().find("nodestats_exact"), std::string::npos);
}

TEST(Exact, JsonSaysTheSameAsText) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "under this sanitizer protobuf's maps are laid out otherwise than in the distribution's archive";
#endif
  const GeoFile geo;
  nodestats_config config = Config();
  config.geo_path = geo.path();
  config.host_version = "host/1 {it's}";
  Node node(config);
  node.Tell(kMidnight);
  for (const auto& [byte, row] : GeoRows()) {
    EXPECT_EQ(node.Record(Segment(byte, std::to_string(byte) + ".0.0.1")), NODESTATS_OK);
  }
  google::protobuf::Struct json;
  const auto status = google::protobuf::util::JsonStringToMessage(node.Exact(NODESTATS_FORMAT_JSON), &json);
  ASSERT_TRUE(status.ok()) << status.ToString();
  const Families text = ParseText(node.Exact(NODESTATS_FORMAT_TEXT));
  EXPECT_EQ(json.fields_size(), static_cast<int>(text.size()));
  for (const auto& [name, family] : text) {
    ASSERT_EQ(json.fields().count(name), 1u) << name;
    const auto& samples = json.fields().at(name).list_value().values();
    EXPECT_EQ(samples.size(), static_cast<int>(family.samples.size())) << name;
    for (const auto& sample : samples) {
      Labels labels;
      for (const auto& [key, value] : sample.struct_value().fields()) {
        if (key != "value") labels[key] = value.string_value();
      }
      ASSERT_EQ(family.samples.count(labels), 1u) << name << testing::PrintToString(labels);
      EXPECT_EQ(sample.struct_value().fields().at("value").number_value(), family.samples.at(labels)) << name;
    }
  }
}

TEST(Exact, ReadingItChangesNothing) {
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  const std::string first = node.Exact();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(node.Exact(), first);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "streams_peak"), 1);
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "media_seconds"), 2);
}

}  // namespace
}  // namespace nodestats_test
