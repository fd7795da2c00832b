#include "render/release_json.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <string>

#include "unit/geo/temporary_folder.h"
#include "unit/release/releases.h"

namespace nodestats {
namespace {

TEST(ReleaseJson, IsTheProto3Mapping) {
  EXPECT_EQ(ReleaseJson(SmallRelease()),
            "{\"window\":\"WINDOW_4H\",\"startUnixSeconds\":\"1767225600\",\"endUnixSeconds\":\"1767240000\","
            "\"coveredHours\":[0,1,3],\"privacyMode\":\"PRIVACY_MODE_BINNED\",\"epsilon\":0,"
            "\"domains\":[{\"name\":\"rung\",\"keys\":[\"360p\",\"720p\"]},"
            "{\"name\":\"outcome\",\"keys\":[\"ok\",\"failed\"]},{\"name\":\"speed\",\"keys\":[\"0-1\",\"1+\"]},"
            "{\"name\":\"cell\",\"keys\":[]}],"
            "\"vectors\":[{\"name\":\"streams_average\",\"domains\":[],\"values\":[\"-3\"],\"divisor\":\"4\","
            "\"unit\":\"streams\",\"noiseScale\":[],\"noiseStddev\":[]},"
            "{\"name\":\"encoded_pixels\",\"domains\":[\"rung\"],\"values\":[\"100\",\"200\"],\"divisor\":\"1\","
            "\"unit\":\"pixels\",\"noiseScale\":[],\"noiseStddev\":[]},"
            "{\"name\":\"segments\",\"domains\":[\"outcome\",\"speed\"],\"values\":[\"1\",\"2\",\"3\",\"4\"],"
            "\"divisor\":\"1\",\"unit\":\"segments\",\"noiseScale\":[],\"noiseStddev\":[]},"
            "{\"name\":\"cell_streams_average\",\"domains\":[\"cell\"],\"values\":[\"5\",\"6\"],"
            "\"indexes\":[0,2591],\"divisor\":\"2\",\"unit\":\"streams\",\"noiseScale\":[],\"noiseStddev\":[]}],"
            "\"instanceId\":\"00112233445566778899aabbccddeeff\",\"softwareVersion\":\"nodestats/0.1.0\","
            "\"kinds\":[\"KIND_TRANSCODE\"],"
            "\"geoDatabase\":{\"type\":\"GeoLite2-City\",\"buildUnixSeconds\":\"1766000000\"},"
            "\"chainId\":\"42161\",\"signer\":\"0x" +
                std::string(40, 'a') + "\",\"recipient\":\"0x" + std::string(40, 'b') + "\"}");
}

TEST(ReleaseJson, KeepsNumbersOfAnySize) {
  v1::Release release = SmallRelease();
  release.set_chain_id(UINT64_MAX);
  release.mutable_vectors(0)->set_values(0, INT64_MIN);
  release.mutable_vectors(0)->add_noise_stddev(0.1);
  release.mutable_vectors(0)->add_noise_stddev(-2);
  release.set_epsilon(-1.25e-300);
  const std::string json = ReleaseJson(release);
  EXPECT_NE(json.find("\"chainId\":\"18446744073709551615\""), std::string::npos);
  EXPECT_NE(json.find("\"values\":[\"-9223372036854775808\"]"), std::string::npos);
  EXPECT_NE(json.find("\"noiseStddev\":[0.10000000000000001,-2]}"), std::string::npos);
  EXPECT_NE(json.find("\"epsilon\":-1.25e-300,"), std::string::npos);
}

// A host may have called setlocale().
TEST(ReleaseJson, HasAPointInEveryLocale) {
  const TemporaryFolder folder;
  folder.Write("source", "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \"\"\ngrouping -1\nEND LC_NUMERIC\n");
  // Debian's own are in a package that a small system lacks.
  folder.Write("charmap", "<code_set_name> ANSI_X3.4-1968\nCHARMAP\n<U0000>..<U007F> \\x00 ASCII\nEND CHARMAP\n");
  const std::string make = "cd " + folder.PathOf(".") + " && localedef -c -f ./charmap -i ./source ./comma >log 2>&1";
  ASSERT_EQ(setenv("LOCPATH", folder.PathOf(".").c_str(), 1), 0);
  ASSERT_NE(std::system(make.c_str()), 127) << "libc-bin has localedef";  // it warns of all that is not defined
  ASSERT_NE(std::setlocale(LC_NUMERIC, "comma"), nullptr);
  v1::Release release = SmallRelease();
  release.set_epsilon(-0.25);
  const std::string json = ReleaseJson(release);
  std::setlocale(LC_NUMERIC, "C");
  EXPECT_NE(json.find("\"epsilon\":-0.25,"), std::string::npos) << json;
}

TEST(ReleaseJson, LeavesOutWhatIsNotThere) {
  v1::Release release = SmallRelease();
  release.clear_geo_database();
  release.clear_signer();
  release.clear_recipient();
  const std::string json = ReleaseJson(release);
  for (const char* name : {"geoDatabase", "signer", "recipient"}) EXPECT_EQ(json.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace nodestats
