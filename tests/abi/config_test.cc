#include <gtest/gtest.h>
#include <nodestats/nodestats.h>

#include <cstring>
#include <string>

#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

// Opens and closes an engine; a failure has to leave null behind.
nodestats_status Open(const nodestats_config& config) {
  int something = 0;
  auto* engine = reinterpret_cast<nodestats_engine*>(&something);
  const nodestats_status status = nodestats_open(&config, &engine);
  EXPECT_EQ(engine == nullptr, status != NODESTATS_OK);
  EXPECT_EQ(nodestats_close(status == NODESTATS_OK ? engine : nullptr), NODESTATS_OK);
  return status;
}

TEST(ConfigTest, DefaultsAreTheDocumentedOnes) {
  nodestats_config config;
  std::memset(&config, 0xff, sizeof config);
  ASSERT_EQ(nodestats_config_init(&config), NODESTATS_OK);
  EXPECT_EQ(config.struct_size, sizeof config);
  EXPECT_EQ(config.privacy, uint32_t{NODESTATS_PRIVACY_STREAM_HOUR});
  EXPECT_EQ(config.max_streams, 65536u);
  EXPECT_EQ(config.max_geo_bytes, 268435456u);
  EXPECT_EQ(config.chain_id, 0u);
  EXPECT_EQ(config.geo_path, nullptr);
  EXPECT_EQ(config.host_version, nullptr);
  EXPECT_EQ(config.node_uris, nullptr);
  const uint8_t zero[NODESTATS_ADDRESS_SIZE] = {};
  EXPECT_EQ(std::memcmp(config.recipient, zero, sizeof zero), 0);
  EXPECT_EQ(std::memcmp(config.signer, zero, sizeof zero), 0);
}

TEST(ConfigTest, ThereAreThreePrivacyModes) {
  nodestats_config config = Config();
  for (const uint32_t mode : {NODESTATS_PRIVACY_STREAM_HOUR, NODESTATS_PRIVACY_STREAM_DAY, NODESTATS_PRIVACY_BINNED}) {
    config.privacy = mode;
    EXPECT_EQ(Open(config), NODESTATS_OK) << mode;
  }
  for (const uint32_t mode : {0u, 4u, 0xffffffffu}) {
    config.privacy = mode;
    EXPECT_EQ(Open(config), NODESTATS_EINVAL) << mode;
  }
}

TEST(ConfigTest, StreamsAreBounded) {
  nodestats_config config = Config();
  for (const uint32_t bad : {0u, 1u, 1023u, 1048577u, 0xffffffffu}) {
    config.max_streams = bad;
    EXPECT_EQ(Open(config), NODESTATS_EINVAL) << bad;
  }
  for (const uint32_t good : {1024u, 1025u, 1048576u}) {
    config.max_streams = good;
    EXPECT_EQ(Open(config), NODESTATS_OK) << good;
  }
}

TEST(ConfigTest, HostVersionIsShortAndNeedsNoEscaping) {
  nodestats_config config = Config();
  const auto status_of = [&](const std::string& version) {
    config.host_version = version.c_str();
    return Open(config);
  };
  EXPECT_EQ(status_of(""), NODESTATS_OK);
  EXPECT_EQ(status_of("livepeer/0.9.1-abc+dirty (linux; amd64)"), NODESTATS_OK);
  EXPECT_EQ(status_of(std::string(64, 'v')), NODESTATS_OK);
  EXPECT_EQ(status_of(std::string(65, 'v')), NODESTATS_EINVAL);
  for (const char* bad : {"a\"b", "a\\b", "a\nb", "a\tb", "a\x7f", "a\xc3\xa4", "<a", "a>", "a&b", "\x01"}) {
    EXPECT_EQ(status_of(bad), NODESTATS_EINVAL) << bad;
  }
}

TEST(ConfigTest, NodeUrisAreFewAndUris) {
  nodestats_config config = Config();
  const auto status_of = [&](const std::string& uris) {
    config.node_uris = uris.c_str();
    return Open(config);
  };
  EXPECT_EQ(status_of(""), NODESTATS_OK);
  EXPECT_EQ(status_of("https://a:8935 http://b"), NODESTATS_OK);
  EXPECT_EQ(status_of("a:8935"), NODESTATS_EINVAL);
  EXPECT_EQ(status_of("https://" + std::string(248, 'a')), NODESTATS_OK);
  EXPECT_EQ(status_of("https://" + std::string(249, 'a')), NODESTATS_EINVAL);
  std::string many = "https://a";
  for (int i = 1; i < NODESTATS_MAX_NODE_URIS; ++i) many += " https://a";
  EXPECT_EQ(status_of(many), NODESTATS_OK);
  EXPECT_EQ(status_of(many + " https://a"), NODESTATS_EINVAL);
}

// Of what is public anyway: the signed and the JSON form have it, and a process that follows takes it back.
TEST(ConfigTest, ReleasesNameFurtherNodes) {
  nodestats_config config = Config();
  std::string uris = "https://a:8935 http://b";
  config.node_uris = uris.c_str();
  Node node(config);
  uris.assign(uris.size(), 'x');  // borrowed for the call alone
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release release = ReleaseNamed(node, "1h 1");
  ASSERT_EQ(release.node_uris_size(), 2);
  EXPECT_EQ(release.node_uris(0), "https://a:8935");
  EXPECT_EQ(release.node_uris(1), "http://b");
  EXPECT_NE(node.Summary(NODESTATS_FORMAT_JSON).bytes().find("\"nodeUris\":[\"https://a:8935\",\"http://b\"]"),
            std::string::npos);
  for (const uint32_t format : {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY}) {
    EXPECT_EQ(node.Summary(format).bytes().find("a:8935"), std::string::npos) << format;
  }
}

TEST(ConfigTest, ABadGeoDatabaseIsRefused) {
  const nodestats::TemporaryFolder folder;
  nodestats_config config = Config();
  const auto status_of = [&](const std::string& path) {
    config.geo_path = path.c_str();
    return Open(config);
  };
  EXPECT_EQ(status_of(folder.PathOf("missing")), NODESTATS_EGEOOPEN);
  EXPECT_EQ(status_of(""), NODESTATS_EGEOOPEN);
  EXPECT_EQ(status_of("/"), NODESTATS_EGEOOPEN);
  EXPECT_EQ(status_of(folder.Write("empty", "")), NODESTATS_EGEOINVALID);
  EXPECT_EQ(status_of(folder.Write("half", GeoFileBytes().substr(0, 1000))), NODESTATS_EGEOINVALID);
  const std::string good = folder.Write("good", GeoFileBytes());
  EXPECT_EQ(status_of(good), NODESTATS_OK);
  config.max_geo_bytes = GeoFileBytes().size();
  EXPECT_EQ(status_of(good), NODESTATS_OK);
  config.max_geo_bytes = GeoFileBytes().size() - 1;
  EXPECT_EQ(status_of(good), NODESTATS_EGEOSIZE);
}

TEST(ConfigTest, ReleasesSayWhatWasConfigured) {
  const GeoFile geo;
  nodestats_config config = Config();
  config.chain_id = 0xffffffffffffffff;
  config.host_version = "livepeer/0.9.1";
  config.geo_path = geo.path();
  for (uint8_t i = 0; i < NODESTATS_ADDRESS_SIZE; ++i) config.recipient[i] = static_cast<uint8_t>(0xf0 - i);
  Node node(config);
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release release = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(release.chain_id(), 0xffffffffffffffff);
  EXPECT_EQ(release.recipient(), "0xf0efeeedecebeae9e8e7e6e5e4e3e2e1e0dfdedd");
  EXPECT_EQ(release.signer(), "");
  EXPECT_EQ(release.software_version(), "nodestats/" NODESTATS_VERSION " livepeer/0.9.1");
  EXPECT_EQ(release.privacy_mode(), v1::PRIVACY_MODE_BINNED);
  EXPECT_EQ(release.epsilon(), 0);
  EXPECT_EQ(release.geo_database().type(), "Test-City");
  EXPECT_EQ(release.geo_database().build_unix_seconds(), 1766000000);
  ASSERT_EQ(release.kinds_size(), 1);
  EXPECT_EQ(release.kinds(0), v1::KIND_TRANSCODE);
}

TEST(ConfigTest, WhatWasNotConfiguredIsLeftOut) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const v1::Release release = ReleaseNamed(node, "1h 1");
  EXPECT_EQ(release.chain_id(), 0u);
  EXPECT_EQ(release.recipient(), "");
  EXPECT_EQ(release.software_version(), "nodestats/" NODESTATS_VERSION);
  EXPECT_FALSE(release.has_geo_database());
}

TEST(ConfigTest, EachProcessHasAnInstanceIdOfItsOwn) {
  Node one;
  Node other;
  for (Node* node : {&one, &other}) {
    node->Tell(kMidnight);
    node->RunTo(kMidnight + 2 * kHour + kUntilVisible);
    const std::string id = ReleaseNamed(*node, "1h 1").instance_id();
    EXPECT_EQ(id.size(), 32u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    EXPECT_EQ(ReleaseNamed(*node, "1h 2").instance_id(), id);
  }
  EXPECT_NE(ReleaseNamed(one, "1h 1").instance_id(), ReleaseNamed(other, "1h 1").instance_id());
}

}  // namespace
}  // namespace nodestats_test
