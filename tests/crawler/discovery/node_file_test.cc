#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

class NodeFile : public testing::Test {
 protected:
  ~NodeFile() override { unlink(path_.c_str()); }

  absl::StatusOr<NodeList> Read(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return ReadNodeFile(path_);
  }
  std::string Why(const std::string& text) {
    const absl::StatusOr<NodeList> list = Read(text);
    EXPECT_TRUE(absl::IsInvalidArgument(list.status())) << text;
    return std::string(list.status().message());
  }

  const std::string path_ = absl::StrCat(testing::TempDir(), "/nodestats-nodes-", getpid());
};

TEST_F(NodeFile, HasANodeALine) {
  const auto list = Read(
      "# my nodes\n\nhttps://a.example:8935 # home\r\n"
      "\t0xD8E8328501E9645d16Cf49539efC04f734606ee4   http://b.example\n");
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->orchestrators.size(), 2U);
  EXPECT_EQ(list->orchestrators[0].recipient, kNoAccount);
  EXPECT_EQ(list->orchestrators[0].uris[0].uri, "https://a.example:8935");
  EXPECT_EQ(list->orchestrators[0].uris[0].origin, Origin::kFile);
  EXPECT_EQ(AccountText(list->orchestrators[1].recipient), "0xd8e8328501e9645d16cf49539efc04f734606ee4");
}

TEST_F(NodeFile, MayBeEmpty) {
  for (const char* text : {"", "\n\n", "#", "# only words"}) EXPECT_TRUE(Read(text)->orchestrators.empty());
}

TEST_F(NodeFile, MistakesAreToldByTheirLine) {
  EXPECT_TRUE(absl::StrContains(Why("https://a\nhttps://b\nftp://c\n"), "line 3: the URI is bad"));
  EXPECT_TRUE(absl::StrContains(Why("0x12 https://a\n"), "line 1: the account"));
  EXPECT_TRUE(absl::StrContains(Why("\nhttps://a https://b https://c"), "line 2: there is more"));
  EXPECT_TRUE(absl::StrContains(Why("https://a https://b"), "the account"));
  EXPECT_TRUE(absl::StrContains(Why("0xd8e8328501e9645d16cf49539efc04f734606ee4"), "URI is missing"));
  EXPECT_TRUE(absl::StrContains(Why(std::string(1 << 20, 'x')), path_));
  EXPECT_EQ(Why("\x1b[2J\n").find('\x1b'), std::string::npos);
}

TEST_F(NodeFile, MayBeWhatDiscoverPrints) {
  const auto list = Read(R"( {"chain_id": 5, "orchestrators": [{"uris": [{"uri": "https://a", "origin": "node"}]}]})");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->chain_id, 5U);
  EXPECT_EQ(list->orchestrators[0].uris[0].origin, Origin::kNode);
  EXPECT_TRUE(absl::StrContains(Why("{"), "not a list of nodes"));
}

TEST_F(NodeFile, ThatIsMissingIsToldByName) {
  const auto list = ReadNodeFile("/no/such/file");
  EXPECT_TRUE(absl::IsNotFound(list.status()));
  EXPECT_TRUE(absl::StrContains(list.status().message(), "/no/such/file"));
  EXPECT_FALSE(ReadNodeFile("/").ok());
}

}  // namespace
}  // namespace nodestats::crawler
