#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "publish/documents.h"
#include "publish/made_snapshot.h"
#include "publish/metric_writer.h"

namespace nodestats::crawler {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// Series and their values.
std::map<std::string, double> SeriesOf(const std::string& text) {
  std::map<std::string, double> series;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (absl::StartsWith(line, "#")) continue;
    const size_t space = line.rfind(' ');
    double value = 0;
    EXPECT_TRUE(absl::SimpleAtod(line.substr(space + 1), &value)) << line;
    EXPECT_TRUE(series.emplace(line.substr(0, space), value).second) << "twice: " << line;
  }
  return series;
}

std::string NameOf(absl::string_view series) { return std::string(series.substr(0, series.find_first_of("{ "))); }

TEST(Metrics, ShowTheNewestOfEachWindow) {
  const auto series = SeriesOf(MetricsText(MadeSnapshot()));
  EXPECT_EQ(series.at("nodestats_network_streams{window=\"1h\"}"), 1234.5);
  EXPECT_EQ(series.at("nodestats_network_streams_standard_error{window=\"24h\"}"), 14.25);
  EXPECT_EQ(series.at("nodestats_network_window_end_timestamp_seconds{window=\"1h\"}"), kMidnight);
  EXPECT_EQ(series.at("nodestats_network_streams_peak{window=\"7d\",kind=\"upper_bound\"}"), 2000);
  EXPECT_EQ(series.at("nodestats_network_region_streams{window=\"24h\",region=\"Unknown\",estimate=\"published\"}"),
            20);
  EXPECT_EQ(series.at("nodestats_network_region_streams{window=\"24h\",region=\"Unknown\",estimate=\"consistent\"}"),
            40);
  EXPECT_EQ(series.at("nodestats_network_country_streams{window=\"7d\",country=\"AD\",estimate=\"consistent\"}"), -8)
      << "data are not clipped";
  EXPECT_EQ(series.at("nodestats_network_encoded_pixels{window=\"24h\",rung=\"4320p\"}"), 7e12);
  EXPECT_EQ(series.at("nodestats_network_source_streams{window=\"24h\",rung=\"unknown\"}"), 40);
  EXPECT_EQ(series.at("nodestats_network_pixel_rate_streams_standard_error{window=\"24h\",pixel_rate=\"512+\"}"), 10.5);
}

TEST(Metrics, SayWhoTakesPart) {
  const auto series = SeriesOf(MetricsText(MadeSnapshot()));
  EXPECT_EQ(series.at("nodestats_network_orchestrators{window=\"1h\",state=\"known\"}"), 10);
  EXPECT_EQ(series.at("nodestats_network_orchestrators{window=\"1h\",state=\"participating\"}"), 3);
  EXPECT_EQ(series.at("nodestats_network_orchestrators{window=\"1h\",state=\"delegated\"}"), 1);
  EXPECT_EQ(series.at("nodestats_network_orchestrators{window=\"1h\",state=\"former\"}"), 0);
  EXPECT_EQ(series.at("nodestats_network_instances{window=\"24h\"}"), 4);
  EXPECT_EQ(series.at("nodestats_network_fee_share_ratio{window=\"7d\"}"), 0.25);
  EXPECT_EQ(series.at("nodestats_network_broadcasters{window=\"7d\",kind=\"paying\"}"), 43);
  EXPECT_EQ(series.at("nodestats_network_broadcasters{window=\"24h\",kind=\"largest_node\"}"), 7);
  EXPECT_EQ(series.at("nodestats_network_region_nodes{region=\"Western Europe\",state=\"participating\"}"), 3);
  EXPECT_EQ(series.at("nodestats_network_region_nodes{region=\"Eastern Asia\",state=\"known\"}"), 2);
  EXPECT_EQ(series.at("nodestats_country_region{country=\"TW\",region=\"Eastern Asia\"}"), 1);
}

TEST(Metrics, CountEveryReasonAlsoAtZero) {
  const auto series = SeriesOf(MetricsText(MadeSnapshot()));
  EXPECT_EQ(series.at("nodestats_crawl_endpoints{reason=\"none\"}"), 2);
  EXPECT_EQ(series.at("nodestats_crawl_endpoints{reason=\"refused\"}"), 1);
  EXPECT_EQ(series.at("nodestats_crawl_endpoints{reason=\"bad_signature\"}"), 0);
  EXPECT_EQ(series.at("nodestats_crawl_list_age_seconds"), 1000);
  EXPECT_EQ(series.at("nodestats_crawl_snapshot_timestamp_seconds"), kMidnight + 120);
}

TEST(Metrics, TellEndpointsApart) {
  const auto series = SeriesOf(MetricsText(MadeSnapshot()));
  const std::string labels =
      "{recipient=\"0x0303030303030303030303030303030303030303\","
      "uri=\"https://node3.example:8935\",address=\"192.0.2.3\"}";
  EXPECT_EQ(series.at("nodestats_crawl_endpoint_up" + labels), 0);
  EXPECT_EQ(series.count("nodestats_crawl_endpoint_newest_end_timestamp_seconds" + labels), 0U) << "never had one";
}

TEST(Metrics, ANodeThatThisMachineCannotReachIsNotDown) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.endpoints[2].reason = Reason::kNoRoute;
  const std::string text = MetricsText(snapshot);
  EXPECT_THAT(text, Not(HasSubstr("nodestats_crawl_endpoint_up{recipient=\"0x03")));
  EXPECT_EQ(SeriesOf(text).at("nodestats_crawl_endpoints{reason=\"no_route\"}"), 1);
}

TEST(Metrics, TellHowNodesTookTheQuestionForOthers) {
  Snapshot snapshot = MadeSnapshot();
  EXPECT_THAT(MetricsText(snapshot), Not(HasSubstr("nodestats_crawl_uri_questions")));
  snapshot.uri_answers = UriAnswers{.given = 3, .refused = 90, .unreached = 5};
  const auto series = SeriesOf(MetricsText(snapshot));
  EXPECT_EQ(series.at("nodestats_crawl_uri_questions{answer=\"given\"}"), 3);
  EXPECT_EQ(series.at("nodestats_crawl_uri_questions{answer=\"refused\"}"), 90);
  EXPECT_EQ(series.at("nodestats_crawl_uri_questions{answer=\"none\"}"), 5);
}

TEST(Metrics, LeaveOutWhatIsNotKnown) {
  Snapshot snapshot;
  snapshot.hours = {MadeView(kMidnight, 3600, false)};
  snapshot.hours[0].peak_kind = PeakKind::kUnknown;
  snapshot.hours[0].participation.fee_share.reset();
  snapshot.hours[0].participation.known_orchestrators = 0;
  std::set<std::string> names;
  const std::string text = MetricsText(snapshot);
  for (const auto& [series, value] : SeriesOf(text)) names.insert(NameOf(series));
  for (const char* name :
       {"nodestats_network_region_streams", "nodestats_network_streams_peak", "nodestats_network_fee_share_ratio",
        "nodestats_network_region_nodes", "nodestats_network_broadcasters", "nodestats_crawl_list_age_seconds"}) {
    EXPECT_THAT(names, Not(Contains(name)));
    EXPECT_THAT(text, Not(HasSubstr(std::string("# TYPE ") + name + " "))) << "a family without series";
  }
  EXPECT_EQ(SeriesOf(text).count("nodestats_network_orchestrators{window=\"1h\",state=\"known\"}"), 0U);
  EXPECT_THAT(names, Contains("nodestats_network_streams"));
}

TEST(Metrics, HaveHelpAndTypeOnceBeforeTheirSeries) {
  std::set<std::string> typed;
  std::string current;
  const std::string text = MetricsText(MadeSnapshot());
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words[0] == "#" && words[1] == "TYPE") {
      EXPECT_EQ(words[3], "gauge");
      EXPECT_TRUE(typed.insert(words[2]).second) << words[2];
      current = words[2];
    } else if (words[0] != "#") {
      EXPECT_EQ(NameOf(line), current) << "families are apart";
    }
  }
  EXPECT_GT(typed.size(), 20U);
}

TEST(Metrics, EscapeWhatOthersWrote) {
  EXPECT_EQ(EscapedLabel("a\\b\"c\nd"), "a\\\\b\\\"c\\nd");
  // Prometheus refuses all figures where one label is not UTF-8.
  EXPECT_EQ(EscapedLabel("https://x/\xff\xc3\t"), "https://x/%ff%c3%09");
  Snapshot snapshot = MadeSnapshot();
  snapshot.endpoints[0].endpoint.uri = "https://x\"} 1\nevil 2\\";
  const std::string text = MetricsText(snapshot);
  EXPECT_THAT(text, HasSubstr("uri=\"https://x\\\"} 1\\nevil 2\\\\\""));
  EXPECT_THAT(text, Not(HasSubstr("\nevil")));
}

TEST(Metrics, NumbersReadAsTheyWere) {
  for (const double number : {0.1, 1e300, -1.0 / 3, 1790000000.0, 0.0, 5e-324}) {
    double back = 1;
    ASSERT_TRUE(absl::SimpleAtod(NumberText(number), &back));
    EXPECT_EQ(back, number);
  }
}

}  // namespace
}  // namespace nodestats::crawler
