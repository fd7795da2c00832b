#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "publish/documents.h"
#include "publish/made_snapshot.h"
#include "publish/schemas.h"
#include "publish/view_file.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using Tree = nlohmann::json;

std::string ContentsOf(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(NetworkJson, HasAllFiguresOfAView) {
  const Tree view = Tree::parse(NetworkJson(MadeSnapshot().days[0]));
  EXPECT_EQ(view["window"], "24h");
  EXPECT_EQ(view["startUnixSeconds"], kMidnight - 86400);
  EXPECT_EQ(view["streams"]["streams"], 1234.5);
  EXPECT_EQ(view["streams"]["standardError"], 14.25);
  EXPECT_EQ(view["streamsPeak"]["kind"], "upperBound");
  EXPECT_EQ(view["participation"]["feeShare"], 0.25);
  EXPECT_EQ(view["broadcasters"]["largestNode"], 7);
  ASSERT_EQ(view["countries"].size(), static_cast<size_t>(kCountryCount));
  EXPECT_EQ(view["countries"][0]["country"], "AD");
  EXPECT_EQ(view["countries"][0]["region"], "Southern Europe");
  EXPECT_EQ(view["countries"][0]["streams"], -8);
  EXPECT_EQ(view["countries"][0]["published"]["streams"], -6);
  EXPECT_EQ(view["encodedPixels"][3]["rung"], "480p");
  EXPECT_EQ(view["encodedPixels"][3]["pixels"], 1e12);
  EXPECT_EQ(view["sourceStreams"].size(), static_cast<size_t>(kSourceRungCount));
  EXPECT_EQ(view["pixelRateStreams"][10]["pixelRate"], "512+");
}

TEST(NetworkJson, SaysWhereNobodyTakesPart) {
  const Tree view = Tree::parse(NetworkJson(MadeSnapshot().days[0]));
  const Tree& known = view["regions"][kWesternEurope];
  EXPECT_EQ(known["region"], "Western Europe");
  EXPECT_EQ(known["state"], "known");
  EXPECT_EQ(known["nodesTakingPart"], 3);
  const Tree& unknown = view["regions"][kEasternAsia];
  EXPECT_EQ(unknown["state"], "unknown");
  EXPECT_EQ(unknown["nodesKnown"], 2);
}

TEST(NetworkJson, WhatIsNotKnownIsNull) {
  const Tree view = Tree::parse(NetworkJson(MadeView(kMidnight, 3600, false)));
  EXPECT_EQ(view["window"], "1h");
  EXPECT_TRUE(view["countries"].empty());
  EXPECT_TRUE(view["encodedPixels"].empty());
  EXPECT_TRUE(view["broadcasters"]["paying"].is_null());
  ASSERT_EQ(view["regions"].size(), static_cast<size_t>(kRegionCount));
  EXPECT_TRUE(view["regions"][0]["state"].is_null());
  EXPECT_TRUE(view["regions"][0]["streams"].is_null());
  EXPECT_TRUE(view["regions"][0]["published"].is_null());
}

TEST(NodesJson, SaysHowEachAnswered) {
  const Tree nodes = Tree::parse(NodesJson(MadeSnapshot()));
  EXPECT_EQ(nodes["reasons"]["none"], 2);
  EXPECT_EQ(nodes["reasons"]["refused"], 1);
  EXPECT_EQ(nodes["reasons"]["tls"], 0);
  EXPECT_EQ(nodes["reasons"].size(), static_cast<size_t>(kReasonCount));
  EXPECT_EQ(nodes["nodes"][0]["privacyMode"], "stream-hour");
  EXPECT_TRUE(nodes["nodes"][2]["signer"].is_null());
  EXPECT_TRUE(nodes["nodes"][2]["answeredUnixSeconds"].is_null());
  EXPECT_EQ(nodes["nodes"][2]["detail"], "what went wrong");
}

TEST(NodesJson, TextThatIsNoUtf8DoesNotThrow) {
  Snapshot snapshot = MadeSnapshot();
  snapshot.endpoints[0].detail = "\xff\xfe \x80";
  snapshot.endpoints[0].endpoint.uri = std::string("a\0\"\n", 4);
  EXPECT_EQ(Tree::parse(NodesJson(snapshot))["nodes"][0]["uri"], snapshot.endpoints[0].endpoint.uri);
}

TEST(IndexJson, NamesEveryView) {
  const Snapshot snapshot = MadeSnapshot();
  const Tree index = Tree::parse(IndexJson(snapshot));
  EXPECT_EQ(index["views"]["1h"].size(), 2U);
  EXPECT_EQ(index["views"]["24h"].size(), 1U);
  EXPECT_EQ(index["views"]["7d"].size(), 1U);
  EXPECT_EQ(index["views"]["1h"][1]["startUnixSeconds"], kMidnight - 3600);
  EXPECT_THAT(index["views"]["24h"][0]["path"].get<std::string>(), MatchesRegex("network/24h/[0-9]+-[0-9a-f]+\\.json"));
  EXPECT_EQ(index["countries"].size(), static_cast<size_t>(kCountryCount));
}

TEST(IndexJson, OtherFiguresHaveAnotherName) {
  Snapshot snapshot = MadeSnapshot();
  const std::string before = ViewFiles(snapshot)[0].path;
  EXPECT_EQ(ViewFiles(snapshot)[0].path, before);
  snapshot.hours[0].streams.value += 1;
  EXPECT_NE(ViewFiles(snapshot)[0].path, before);
}

TEST(Schemas, AreTheFilesOfTheFolder) {
  for (const char* name : kSchemaNames) {
    const std::string path = std::string(NODESTATS_SOURCE_DIR) + "/crawler/schema/" + name + ".json";
    EXPECT_EQ(SchemaOf(name), ContentsOf(path));
    EXPECT_EQ(Tree::parse(SchemaOf(name))["$schema"], "https://json-schema.org/draft/2020-12/schema");
  }
  EXPECT_EQ(SchemaOf("../network"), "");
}

TEST(Export, WritesWhatTheIndexNames) {
  const TemporaryFolder folder;
  const std::filesystem::path place = folder.File("deep/export");
  const Snapshot snapshot = MadeSnapshot();
  ASSERT_TRUE(ExportTo(place.string(), snapshot).ok());
  const Tree index = Tree::parse(ContentsOf(place / "index.json"));
  EXPECT_EQ(ContentsOf(place / "index.json"), IndexJson(snapshot));
  EXPECT_EQ(ContentsOf(place / index["nodes"].get<std::string>()), NodesJson(snapshot));
  EXPECT_EQ(ContentsOf(place / index["views"]["7d"][0]["path"].get<std::string>()), NetworkJson(*snapshot.week));
}

TEST(Export, KeepsWhatItWroteBeforeAndLeavesNoPieces) {
  const TemporaryFolder folder;
  Snapshot snapshot = MadeSnapshot();
  ASSERT_TRUE(ExportTo(folder.path(), snapshot).ok());
  const std::filesystem::path old = folder.File(ViewFiles(snapshot)[0].path);
  const auto written = std::filesystem::last_write_time(old);
  const std::string contents = ContentsOf(old);
  snapshot.hours[0].streams.value += 1;
  ASSERT_TRUE(ExportTo(folder.path(), snapshot).ok());
  EXPECT_EQ(ContentsOf(old), contents);
  EXPECT_EQ(std::filesystem::last_write_time(old), written);
  EXPECT_TRUE(std::filesystem::exists(folder.File(ViewFiles(snapshot)[0].path)));
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder.path())) {
    EXPECT_NE(each.path().extension(), ".part");
  }
}

TEST(Export, SaysWhereItCannotWrite) {
  const TemporaryFolder folder;
  std::ofstream(folder.File("file")) << "x";
  const absl::Status status = ExportTo(folder.File("file/below"), MadeSnapshot());
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(status.message()), HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace nodestats::crawler
