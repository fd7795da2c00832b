// Who a segment belongs to, and that nobody can see it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <ostream>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/frozen_files.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

// Streams and broadcasters that a day of these segments makes, all recorded at its first minute.
struct Seen {
  double streams;
  double broadcasters;

  bool operator==(const Seen& other) const { return streams == other.streams && broadcasters == other.broadcasters; }
};
std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.streams << " streams, " << seen.broadcasters << " broadcasters";
}

struct Recorded {
  nodestats_segment segment;
  std::string manifest;
};

Seen SeenOf(const std::vector<Recorded>& all) {
  Node node;
  node.Tell(kMidnight + 23 * kHour);
  for (const Recorded& one : all) EXPECT_EQ(node.Record(one.segment, one.manifest), NODESTATS_OK);
  node.RunTo(kMidnight + kDay + kUntilVisible);
  const v1::Release day = ReleaseNamed(node, "24h 24");
  EXPECT_EQ(Figure(day, "media_seconds"), 2 * static_cast<double>(all.size()));
  return {Figure(day, "streams_peak"), Figure(day, "country_broadcasters", {"ZZ"})};
}

TEST(Identity, OneBroadcastersOneManifestIsOneStream) {
  EXPECT_EQ(SeenOf({{Segment(1), "m"}, {Segment(1), "m"}}), (Seen{1, 1}));
  EXPECT_EQ(SeenOf({{Segment(1, "8.8.8.8"), "m"}, {Segment(1, "9.9.9.9"), "m"}}), (Seen{1, 1}));
}

TEST(Identity, TwoBroadcastersWithOneManifestDoNotMeet) {
  EXPECT_EQ(SeenOf({{Segment(1), "m"}, {Segment(2), "m"}}), (Seen{2, 2}));
}

TEST(Identity, TwoManifestsOfOneBroadcasterAreTwoStreams) {
  EXPECT_EQ(SeenOf({{Segment(1), "m"}, {Segment(1), "n"}}), (Seen{2, 1}));
}

TEST(Identity, ManifestsDifferInAnyByteAndInLength) {
  const std::string long_one(4096, 'x');
  std::vector<Recorded> all;
  for (const std::string& manifest :
       {std::string("a"), std::string("a\0", 2), std::string("\0", 1), std::string("\0\0", 2), std::string(8, 'a'),
        std::string(9, 'a'), std::string(16, 'a'), std::string(17, 'a'), long_one, long_one.substr(1),
        "y" + long_one.substr(1), long_one.substr(1) + "y"}) {
    all.push_back({Segment(1), manifest});
  }
  EXPECT_EQ(SeenOf(all), (Seen{12, 1}));
}

TEST(Identity, OffChainPeersAreTheBroadcasters) {
  EXPECT_EQ(SeenOf({{Segment(0, "8.8.8.8"), "m"}, {Segment(0, "9.9.9.9"), "m"}}), (Seen{2, 2}));
  EXPECT_EQ(SeenOf({{Segment(0, "8.8.8.8"), "m"}, {Segment(0, "8.8.8.8"), "m"}}), (Seen{1, 1}));
  EXPECT_EQ(SeenOf({{Segment(0, "8.8.8.8"), "m"}, {Segment(0, "::ffff:8.8.8.8"), "m"}}), (Seen{1, 1}));
  EXPECT_EQ(SeenOf({{Segment(0, "2a01::1"), "m"}, {Segment(0, "2a01:0:0:1::1"), "m"}}), (Seen{2, 2}));
  EXPECT_EQ(SeenOf({{Segment(0, "2a01::1"), "m"}, {Segment(0, "2a01::2"), "m"}}), (Seen{2, 1})) << "of one network";
  EXPECT_EQ(SeenOf({{Segment(0, ""), "m"}, {Segment(0, ""), "m"}}), (Seen{1, 1}));
}

TEST(Identity, AnAddressAndAPeerOfTheSameBytesDoNotMeet) {
  nodestats_segment on_chain = Segment(0, "");
  nodestats_segment off_chain = Segment(0, "2a01:4f8::1");
  std::memcpy(on_chain.broadcaster, off_chain.peer, sizeof off_chain.peer);
  EXPECT_EQ(SeenOf({{on_chain, "m"}, {off_chain, "m"}}), (Seen{2, 2}));
}

TEST(Identity, OnlyOneByteOfABroadcasterNeedsToDiffer) {
  std::vector<Recorded> all = {{Segment(1), "m"}};
  for (size_t i = 0; i < NODESTATS_ADDRESS_SIZE; ++i) {
    all.push_back(all[0]);
    all.back().segment.broadcaster[i] ^= 0x80;
  }
  EXPECT_EQ(SeenOf(all), (Seen{21, 21}));
}

// The forms in which a byte string might leak.
std::vector<std::string> Traces(const std::string& bytes) {
  std::string hex;
  std::string upper;
  for (const char c : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned>(static_cast<uint8_t>(c)));
    hex += digits;
    std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned>(static_cast<uint8_t>(c)));
    upper += digits;
  }
  return {bytes, hex, upper, std::string(bytes.rbegin(), bytes.rend())};
}

TEST(Identity, NoIdentifierIsInAnyAnswer) {
  const GeoFile geo;
  nodestats_config config = Config();
  config.geo_path = geo.path();
  Node node(config);
  node.Tell(kMidnight + 23 * kHour);
  nodestats_segment segment = Segment(0x77, "88.171.205.239");
  for (uint8_t i = 0; i < 20; ++i) segment.broadcaster[i] = static_cast<uint8_t>(0xa1 + 3 * i);
  const std::string manifest = "secret-manifest-5f2c";
  EXPECT_EQ(node.Record(segment, manifest), NODESTATS_OK);
  segment = Segment(0, "2a01:4f8:dead:beef:abad:cafe:f00d:1dea");
  EXPECT_EQ(node.Record(segment, manifest), NODESTATS_OK);
  std::vector<std::string> traces = {manifest.substr(0, 6), "88.171.205.239", "171.205", "dead:beef", "cafe:"};
  for (const std::string& bytes : {manifest, std::string("\xa1\xa4\xa7\xaa\xad\xb0"), std::string("\x58\xab\xcd\xef"),
                                   std::string("\xde\xad\xbe\xef"), std::string("\xca\xfe\xf0\x0d")}) {
    for (const std::string& trace : Traces(bytes)) traces.push_back(trace);
  }
  std::vector<std::string> answers = {node.Exact(NODESTATS_FORMAT_TEXT), node.Exact(NODESTATS_FORMAT_JSON)};
  node.RunTo(kMidnight + kDay + kUntilVisible);
  for (const std::string& file : FrozenOf(node)) answers.push_back(file);
  answers.push_back(node.Exact());
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    answers.push_back(node.Summary(format).bytes());
  }
  for (const std::string& answer : answers) {
    EXPECT_GT(answer.size(), 1000u);
    for (const std::string& trace : traces) EXPECT_EQ(answer.find(trace), std::string::npos) << trace;
  }
}

TEST(Identity, TheSameDayInTwoProcessesTellsTheSameFigures) {
  std::string vectors[2];
  for (std::string& one : vectors) {
    Node node;
    node.Tell(kMidnight + 23 * kHour);
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(node.Record(Segment(static_cast<uint8_t>(i % 7)), std::to_string(i)), NODESTATS_OK);
    }
    node.RunTo(kMidnight + kDay + kUntilVisible);
    v1::Release day = ReleaseNamed(node, "24h 24");
    day.clear_instance_id();
    one = day.SerializeAsString();
  }
  EXPECT_TRUE(vectors[0] == vectors[1]);
}

}  // namespace
}  // namespace nodestats_test
