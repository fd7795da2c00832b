#include <gtest/gtest.h>

#include <string>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

TEST(Info, IsEmptyAtFirst) {
  const Node node;
  const nodestats_info info = node.Info();
  EXPECT_EQ(info.struct_size, sizeof info);
  EXPECT_EQ(info.geo_build_unix_s, 0);
  EXPECT_EQ(info.newest_end_unix_s, 0);
  EXPECT_EQ(info.hour_start_unix_s, 0);
  EXPECT_EQ(info.segments, 0u);
  EXPECT_EQ(info.hour_is_whole, 0u);
  EXPECT_EQ(info.streams, 0u);
  EXPECT_EQ(info.max_streams, 1024u);
  EXPECT_EQ(info.peers, uint32_t{NODESTATS_PEERS_NONE});
  EXPECT_EQ(info.placed_streams, 0u);
  EXPECT_EQ(info.unplaced_streams, 0u);
  EXPECT_EQ(info.geo_versions, 0u);
  EXPECT_STREQ(info.geo_type, "");
}

TEST(Info, FollowsTheHours) {
  Node node;
  node.Tell(kMidnight + kMinute);
  EXPECT_EQ(node.Record(Segment(1)), NODESTATS_OK);
  EXPECT_EQ(node.Record(Segment(1)), NODESTATS_OK);
  EXPECT_EQ(node.Record(Segment(2)), NODESTATS_OK);
  EXPECT_EQ(node.Record(FailedSegment(3)), NODESTATS_OK);
  EXPECT_EQ(node.Info().segments, 4u);
  EXPECT_EQ(node.Info().streams, 2u);
  EXPECT_EQ(node.Info().hour_is_whole, 0u);
  node.RunTo(kMidnight + kHour);
  EXPECT_EQ(node.Info().segments, 4u);
  EXPECT_EQ(node.Info().streams, 0u);
  EXPECT_EQ(node.Info().hour_is_whole, 1u);
  EXPECT_EQ(node.Info().hour_start_unix_s, (kMidnight + kHour) / kSecond);
  EXPECT_EQ(node.Info().newest_end_unix_s, 0);
  node.RunTo(kMidnight + 2 * kHour);
  EXPECT_EQ(node.Info().newest_end_unix_s, (kMidnight + 2 * kHour) / kSecond);
}

uint32_t PeersAfter(std::initializer_list<const char*> peers) {
  Node node;
  node.Tell(kMidnight);
  int number = 0;
  for (const char* peer : peers) EXPECT_EQ(node.Record(Segment(1, peer), std::to_string(++number)), NODESTATS_OK);
  return node.Info().peers;
}

TEST(Info, TellsWhatThePeersHaveInCommon) {
  EXPECT_EQ(PeersAfter({}), uint32_t{NODESTATS_PEERS_NONE});
  EXPECT_EQ(PeersAfter({"8.8.8.8"}), uint32_t{NODESTATS_PEERS_ONE});
  EXPECT_EQ(PeersAfter({"8.8.8.8", "8.8.8.8", "::ffff:8.8.8.8"}), uint32_t{NODESTATS_PEERS_ONE});
  EXPECT_EQ(PeersAfter({"10.0.0.1", "10.0.0.1"}), uint32_t{NODESTATS_PEERS_ONE});
  EXPECT_EQ(PeersAfter({"10.0.0.1", "10.0.0.2"}), uint32_t{NODESTATS_PEERS_PRIVATE});
  EXPECT_EQ(PeersAfter({"10.0.0.1", "127.0.0.1", "192.168.1.1", "fe80::1", ""}), uint32_t{NODESTATS_PEERS_PRIVATE});
  EXPECT_EQ(PeersAfter({"10.0.0.1", "8.8.8.8"}), uint32_t{NODESTATS_PEERS_PUBLIC});
  EXPECT_EQ(PeersAfter({"2a01:4f8::1", "2a01:4f8::2"}), uint32_t{NODESTATS_PEERS_PUBLIC});
}

TEST(Info, TellsTheGeoDatabaseInUse) {
  const nodestats::TemporaryFolder folder;
  const std::string path = folder.Write("geo.mmdb", GeoFileBytes());
  Node node;
  node.Tell(kMidnight);
  EXPECT_EQ(nodestats_reload_geo(node.engine(), nullptr), NODESTATS_ENONE);
  EXPECT_EQ(node.Record(Segment(1, "88.0.0.1"), "before"), NODESTATS_OK);
  EXPECT_EQ(nodestats_reload_geo(node.engine(), path.c_str()), NODESTATS_OK);
  EXPECT_STREQ(node.Info().geo_type, "Test-City");
  EXPECT_EQ(node.Info().geo_build_unix_s, 1766000000);
  EXPECT_EQ(nodestats_reload_geo(node.engine(), nullptr), NODESTATS_ENONE);
  EXPECT_EQ(nodestats_reload_geo(node.engine(), "/missing"), NODESTATS_EGEOOPEN);
  folder.Replace("geo.mmdb", "no database at all");
  EXPECT_EQ(nodestats_reload_geo(node.engine(), nullptr), NODESTATS_EGEOINVALID);
  EXPECT_STREQ(node.Info().geo_type, "Test-City");

  EXPECT_EQ(node.Record(Segment(1, "88.0.0.1"), "before"), NODESTATS_OK);  // its place is that of its first segment
  EXPECT_EQ(node.Record(Segment(1, "88.0.0.1"), "after"), NODESTATS_OK);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release hour = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(Figure(hour, "country_streams_peak", {"ZZ"}), 1);
  EXPECT_EQ(Figure(hour, "country_streams_peak", {"DE"}), 1);
  EXPECT_EQ(Figure(hour, "cell_streams_average", {std::to_string(CellOf({52.52, 13.41}))}), 2.0 / 3600);
}

}  // namespace
}  // namespace nodestats_test
