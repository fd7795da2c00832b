#include "render/release_metrics.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "render/text_sink.h"
#include "unit/release/releases.h"

namespace nodestats {
namespace {

std::string TextOf(const std::vector<v1::Release>& releases) {
  TextSink sink;
  WriteReleases(ReleaseList(releases.begin(), releases.end()), "nodestats/0.1.0 host/1", 1767243610, &sink);
  return sink.Take();
}

// The lines that begin with `name`, without it.
std::vector<std::string> Samples(const std::string& text, const std::string& name) {
  std::vector<std::string> lines;
  for (size_t at = text.find("\n" + name); at != std::string::npos; at = text.find("\n" + name, at + 1)) {
    const size_t begin = at + 1 + name.size();
    if (text[begin] == '{' || text[begin] == ' ') lines.push_back(text.substr(begin, text.find('\n', begin) - begin));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(ReleaseMetrics, WithoutReleasesSayWhatServes) {
  const std::string text = TextOf({});
  EXPECT_EQ(Samples(text, "nodestats_build_info"), Lines{"{version=\"nodestats/0.1.0 host/1\"} 1"});
  EXPECT_EQ(Samples(text, "nodestats_next_release_timestamp_seconds"), Lines{" 1767243610"});
  EXPECT_EQ(text.find("window"), std::string::npos);
}

TEST(ReleaseMetrics, SayHowAReleaseWasMade) {
  const std::string text = TextOf({SmallRelease()});
  EXPECT_EQ(Samples(text, "nodestats_release_info"),
            Lines{"{window=\"4h\",privacy_mode=\"binned\",epsilon=\"0\",kinds=\"transcode\","
                  "software_version=\"nodestats/0.1.0\",geo_database=\"GeoLite2-City\","
                  "instance_id=\"00112233445566778899aabbccddeeff\",chain_id=\"42161\",signer=\"0x" +
                  std::string(40, 'a') + "\",recipient=\"0x" + std::string(40, 'b') + "\"} 1"});
  EXPECT_EQ(Samples(text, "nodestats_release_end_timestamp_seconds"), Lines{"{window=\"4h\"} 1767240000"});
  EXPECT_EQ(Samples(text, "nodestats_covered_seconds"), Lines{"{window=\"4h\"} 10800"});
  EXPECT_EQ(Samples(text, "nodestats_geo_database_build_timestamp_seconds"), Lines{"{window=\"4h\"} 1766000000"});
}

TEST(ReleaseMetrics, ShowEachShapeOfVector) {
  const std::string text = TextOf({SmallRelease()});
  EXPECT_EQ(Samples(text, "nodestats_streams_average"), Lines{"{window=\"4h\"} -0.75"});
  EXPECT_EQ(Samples(text, "nodestats_encoded_pixels"),
            (Lines{"{window=\"4h\",rung=\"360p\"} 100", "{window=\"4h\",rung=\"720p\"} 200"}));
  EXPECT_EQ(Samples(text, "nodestats_segments"),
            (Lines{"{window=\"4h\",outcome=\"ok\",speed=\"0-1\"} 1", "{window=\"4h\",outcome=\"ok\",speed=\"1+\"} 2",
                   "{window=\"4h\",outcome=\"failed\",speed=\"0-1\"} 3",
                   "{window=\"4h\",outcome=\"failed\",speed=\"1+\"} 4"}));
  EXPECT_EQ(Samples(text, "nodestats_cell_streams_average"),
            (Lines{"{window=\"4h\",cell=\"-90,-180\"} 2.5", "{window=\"4h\",cell=\"85,175\"} 3"}));
}

TEST(ReleaseMetrics, ShowTheNoiseOfEachVectorInItsUnit) {
  v1::Release release = SmallRelease();
  release.mutable_vectors(0)->add_noise_stddev(1234.5);
  release.mutable_vectors(1)->add_noise_stddev(2.5);
  release.mutable_vectors(1)->add_noise_stddev(1e300);
  release.mutable_vectors(2)->add_noise_stddev(1e13 + 0.5);
  EXPECT_EQ(Samples(TextOf({release}), "nodestats_noise_stddev"),
            (Lines{"{window=\"4h\",vector=\"streams_average\"} 1234.5",
                   "{window=\"4h\",vector=\"encoded_pixels\",rung=\"360p\"} 3",
                   "{window=\"4h\",vector=\"encoded_pixels\",rung=\"720p\"} 9000000000000000000",
                   "{window=\"4h\",vector=\"segments\"} 10000000000001",
                   "{window=\"4h\",vector=\"cell_streams_average\"} 0"}));
}

TEST(ReleaseMetrics, NameModesAndKinds) {
  v1::Release release = SmallRelease();
  release.set_privacy_mode(v1::PRIVACY_MODE_STREAM_HOUR);
  release.set_epsilon(1);
  for (const v1::Kind kind : {v1::KIND_AI_LIVE, v1::KIND_AI_BATCH, v1::KIND_BYOC, v1::KIND_RUNNER}) {
    release.add_kinds(kind);
  }
  const std::string text = TextOf({release});
  EXPECT_NE(text.find("privacy_mode=\"stream-hour\",epsilon=\"1\",kinds=\"transcode,ai_live,ai_batch,byoc,runner\""),
            std::string::npos);
  release.set_privacy_mode(v1::PRIVACY_MODE_STREAM_DAY);
  EXPECT_NE(TextOf({release}).find("privacy_mode=\"stream-day\""), std::string::npos);
}

TEST(ReleaseMetrics, ShowAMetricsWindowsTogether) {
  v1::Release hour = SmallRelease();
  hour.set_window(v1::WINDOW_1H);
  const std::string text = TextOf({hour, SmallRelease()});
  EXPECT_EQ(Samples(text, "nodestats_streams_average"), (Lines{"{window=\"1h\"} -0.75", "{window=\"4h\"} -0.75"}));
  EXPECT_EQ(text.find("# TYPE nodestats_streams_average "), text.rfind("# TYPE nodestats_streams_average "));
}

// A release of another version may have other vectors, and other domains for ours.
TEST(ReleaseMetrics, LeaveOutWhatTheyDoNotKnow) {
  v1::Release release = SmallRelease();
  release.mutable_vectors(0)->set_name("something_new");
  release.mutable_vectors(1)->set_domains(0, "outcome");
  release.mutable_domains(0)->set_name("other_rungs");
  const std::string text = TextOf({release});
  EXPECT_EQ(text.find("nodestats_something_new"), std::string::npos);
  EXPECT_EQ(Samples(text, "nodestats_encoded_pixels"), Lines());
  EXPECT_EQ(Samples(text, "nodestats_segments").size(), 4u);
}

}  // namespace
}  // namespace nodestats
