#include "render/exact.h"

#include <gtest/gtest.h>

#include <string>

#include "domain/countries.h"

namespace nodestats {
namespace {

ExactView Example() {
  ExactView view;
  view.software_version = "nodestats/0.1.0";
  view.now_unix_s = 1767225661;
  view.hour_start_unix_s = 1767225600;
  view.hour_is_whole = true;
  view.streams_seen = 3;
  view.max_streams = 65536;
  view.rejected[NODESTATS_EFULL] = 4 + 5 + 6;
  view.refused = {4, 5, 6};
  view.active.by_country[CountryOfCode("DE")] = 2;
  view.active.by_country[CountryOfCode("JP")] = 1;
  view.lifetime.media_us = 1500000;
  view.lifetime.segments[0] = 9;
  view.hour.Add(kStreamsPeak, 0, 5);
  return view;
}

void ExpectLine(const std::string& text, const std::string& line) {
  EXPECT_NE(text.find("\n" + line + "\n"), std::string::npos) << line;
}

TEST(ExactText, ShowsAllOfTheView) {
  const std::string text = ExactText(Example());
  ExpectLine(text, "nodestats_exact_build_info{version=\"nodestats/0.1.0\"} 1");
  ExpectLine(text, "nodestats_exact_now_timestamp_seconds 1767225661");
  ExpectLine(text, "nodestats_exact_hour_start_timestamp_seconds 1767225600");
  ExpectLine(text, "nodestats_exact_hour_whole 1");
  ExpectLine(text, "nodestats_exact_hour_streams_seen 3");
  ExpectLine(text, "nodestats_exact_hour_streams_limit 65536");
  ExpectLine(text, "nodestats_exact_rejected_segments_total{reason=\"table_full\"} 4");
  ExpectLine(text, "nodestats_exact_rejected_segments_total{reason=\"broadcaster_full\"} 5");
  ExpectLine(text, "nodestats_exact_rejected_segments_total{reason=\"failed_full\"} 6");
  ExpectLine(text, "nodestats_exact_rejected_segments_total{reason=\"invalid\"} 0");
  ExpectLine(text, "nodestats_exact_streams 3");
  ExpectLine(text, "nodestats_exact_country_streams{country=\"DE\"} 2");
  ExpectLine(text, "nodestats_exact_region_streams{region=\"Eastern Asia\"} 1");
  ExpectLine(text, "nodestats_exact_media_seconds_total 1.5");
  ExpectLine(text, "nodestats_exact_segments_total{outcome=\"ok\",speed=\"0-0.5\"} 9");
  ExpectLine(text, "nodestats_exact_hour_streams_peak 5");
}

TEST(ExactText, HasNoWindowsAndNoIdentifiers) {
  const std::string text = ExactText(Example());
  EXPECT_EQ(text.find("window"), std::string::npos);
  EXPECT_EQ(text.find("instance"), std::string::npos);
}

TEST(ExactJson, ShowsTheSame) {
  const std::string json = ExactJson(Example());
  EXPECT_NE(json.find("\"nodestats_exact_streams\":[{\"value\":3}]"), std::string::npos);
  EXPECT_NE(json.find("{\"reason\":\"table_full\",\"value\":4}"), std::string::npos);
  EXPECT_NE(json.find("\"nodestats_exact_media_seconds_total\":[{\"value\":1.5}]"), std::string::npos);
}

}  // namespace
}  // namespace nodestats
