// Databases as publishers make them, in files of their own and of NODESTATS_SOURCE_DIR/tests/geo.
#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <map>
#include <string>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

std::string PathOf(const std::string& name) { return NODESTATS_SOURCE_DIR "/tests/geo/" + name; }

const std::string kIpv4 = PathOf("geo-whois-asn-country-ipv4.mmdb");
const std::string kIpv6 = PathOf("geo-whois-asn-country-ipv6.mmdb");

// Plays one stream from each peer, and gives how many streams were in which country.
std::map<std::string, double> CountriesOf(Node* node, std::initializer_list<const char*> peers) {
  node->Tell(kMidnight);
  int number = 0;
  for (const char* peer : peers) EXPECT_EQ(node->Record(Segment(1, peer), std::to_string(++number)), NODESTATS_OK);
  node->RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release hour = ReleaseNamed(*node, "1h 1");
  std::map<std::string, double> countries;
  for (const char* country : {"FR", "GB", "GR", "JP", "US", "XK", "ZZ"}) {
    const double streams = Figure(hour, "country_streams_peak", {country});
    if (streams != 0) countries[country] = streams;
  }
  return countries;
}

nodestats_config ConfigWith(const std::string& path, const std::string* more = nullptr) {
  nodestats_config config = Config();
  config.geo_path = path.c_str();
  config.more_geo_path = more == nullptr ? nullptr : more->c_str();
  return config;
}

using Countries = std::map<std::string, double>;

TEST(Geo, TwoFilesTellOfBothVersions) {
  Node node(ConfigWith(kIpv6, &kIpv4));
  EXPECT_EQ(node.Info().geo_versions, uint32_t{NODESTATS_GEO_IPV4 | NODESTATS_GEO_IPV6});
  EXPECT_STREQ(node.Info().geo_type, "country ipv6, country ipv4");
  EXPECT_EQ(CountriesOf(&node, {"8.8.8.8", "212.27.48.1", "2a01:e00::1", "9.9.9.9", "10.0.0.1"}),
            (Countries{{"US", 1}, {"FR", 2}, {"ZZ", 2}}));
  EXPECT_EQ(node.Info().placed_streams, 3u);
  EXPECT_EQ(node.Info().unplaced_streams, 1u);  // the private address is none that a database could know
  EXPECT_EQ(ReleaseNamed(node, "1h 1").geo_database().type(), "country ipv6, country ipv4");
}

TEST(Geo, OneFileOfTheTwoLeavesTheOtherVersionUnknown) {
  Node node(ConfigWith(kIpv6));
  EXPECT_EQ(node.Info().geo_versions, uint32_t{NODESTATS_GEO_IPV6});
  EXPECT_EQ(CountriesOf(&node, {"8.8.8.8", "212.27.48.1", "2a01:e00::1"}), (Countries{{"FR", 1}, {"ZZ", 2}}));
  EXPECT_EQ(node.Info().unplaced_streams, 2u);
}

TEST(Geo, ABadSecondFileIsRefused) {
  const std::string missing = PathOf("missing");
  const nodestats_config config = ConfigWith(kIpv4, &missing);
  nodestats_engine* engine = nullptr;
  EXPECT_EQ(nodestats_open(&config, &engine), NODESTATS_EGEOOPEN);
  EXPECT_EQ(engine, nullptr);
}

TEST(Geo, AFileNamedLaterTakesThePlaceOfBoth) {
  Node node(ConfigWith(kIpv6, &kIpv4));
  ASSERT_EQ(nodestats_reload_geo(node.engine(), PathOf("ipinfo-legacy-country.mmdb").c_str()), NODESTATS_OK);
  EXPECT_EQ(CountriesOf(&node, {"1.0.16.1", "2a01:e00::1"}), (Countries{{"JP", 1}, {"ZZ", 1}}));
}

TEST(Geo, IpinfosFlatCountriesAreUnderstood) {
  Node node(ConfigWith(PathOf("ipinfo-legacy-country.mmdb")));
  EXPECT_EQ(CountriesOf(&node, {"1.0.16.1", "2400:2000::1", "8.8.8.8"}), (Countries{{"JP", 2}, {"US", 1}}));
}

TEST(Geo, CoordinatesInTextAreUnderstood) {
  Node node(ConfigWith(PathOf("flat-city-text.mmdb")));
  EXPECT_EQ(CountriesOf(&node, {"81.2.69.1"}), (Countries{{"GB", 1}}));
  const std::string cell = std::to_string(CellOf({51.5143, -0.0912244}));
  EXPECT_EQ(Figure(ReleaseNamed(node, "1h 1"), "cell_streams_average", {cell}), 2.0 / 3600);
}

TEST(Geo, OddCodesAreThoseOfTheOneCountryThatTheyCanMean) {
  Node node(ConfigWith(PathOf("flat-odd-codes.mmdb")));
  EXPECT_EQ(CountriesOf(&node, {"193.0.0.1", "193.0.1.1", "193.0.2.1", "193.0.3.1", "193.0.4.1", "193.0.5.1",
                                "193.0.6.1", "193.0.7.1", "193.0.8.1", "193.0.9.1", "193.0.10.1", "193.0.11.1"}),
            (Countries{{"GB", 3}, {"XK", 1}, {"GR", 1}, {"ZZ", 7}}));
}

TEST(Geo, AFileTellsWhatItHolds) {
  const auto inspect = [](const std::string& path, nodestats_geo_info* info) {
    *info = {};
    info->struct_size = sizeof *info;
    return nodestats_inspect_geo(path.c_str(), uint64_t{1} << 20, info);
  };
  nodestats_geo_info info;
  ASSERT_EQ(inspect(kIpv4, &info), NODESTATS_OK);
  EXPECT_EQ(info.versions, uint32_t{NODESTATS_GEO_IPV4});
  EXPECT_EQ(info.has_positions, 0u);
  EXPECT_EQ(info.build_unix_s, 1795770407);
  EXPECT_STREQ(info.type, "country ipv4");
  ASSERT_EQ(inspect(kIpv6, &info), NODESTATS_OK);
  EXPECT_EQ(info.versions, uint32_t{NODESTATS_GEO_IPV6});
  ASSERT_EQ(inspect(PathOf("flat-city-text.mmdb"), &info), NODESTATS_OK);
  EXPECT_EQ(info.versions, uint32_t{NODESTATS_GEO_IPV4});
  EXPECT_EQ(info.has_positions, 1u);
  EXPECT_EQ(inspect(PathOf("missing"), &info), NODESTATS_EGEOOPEN);
  EXPECT_EQ(info.versions, 0u);
  EXPECT_EQ(nodestats_inspect_geo(kIpv4.c_str(), 1, &info), NODESTATS_EGEOSIZE);
}

TEST(Geo, ASizeThatIsRefusedComesWithWhatAnOperatorCanDo) {
  const std::string text = nodestats_status_text(NODESTATS_EGEOSIZE);
  EXPECT_NE(text.find("countries instead of cities"), std::string::npos) << text;
  EXPECT_EQ(text.find("max_geo_bytes"), std::string::npos) << text;
}

}  // namespace
}  // namespace nodestats_test
