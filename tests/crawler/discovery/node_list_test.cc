#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

Orchestrator Entry(const Account& recipient, const std::vector<std::string>& uris, Origin origin) {
  Orchestrator orchestrator{.recipient = recipient, .uris = {}};
  for (const std::string& uri : uris) orchestrator.uris.push_back({.uri = uri, .origin = origin});
  return orchestrator;
}

NodeList Chain() {
  NodeList list{.chain_id = 42161, .block_number = 5, .read_unix_seconds = 6, .orchestrators = {}};
  list.orchestrators = {Entry(Of(2), {"https://b"}, Origin::kRegistry), Entry(Of(3), {}, Origin::kRegistry)};
  return list;
}

NodeList File() {
  NodeList list;
  list.orchestrators = {
      Entry(kNoAccount, {"https://x"}, Origin::kFile), Entry(kNoAccount, {"https://b"}, Origin::kFile),
      Entry(Of(2), {"https://b", "https://c"}, Origin::kFile), Entry(Of(1), {"https://a"}, Origin::kFile)};
  return list;
}

void ExpectMerged(const NodeList& merged) {
  EXPECT_EQ(merged.chain_id, 42161U);
  EXPECT_EQ(merged.block_number, 5U);
  ASSERT_EQ(merged.orchestrators.size(), 4U);
  EXPECT_EQ(merged.orchestrators[0].recipient, kNoAccount);
  EXPECT_EQ(merged.orchestrators[0].uris[0].uri, "https://x");  // the other of nobody's belongs to 2
  EXPECT_EQ(merged.orchestrators[1].recipient, Of(1));
  EXPECT_EQ(merged.orchestrators[2].uris.size(), 2U);
  EXPECT_EQ(merged.orchestrators[3].recipient, Of(3));
  EXPECT_TRUE(merged.orchestrators[3].uris.empty());
}

TEST(Merge, PutsARecipientsUrisTogetherEachOnce) {
  ExpectMerged(Merge(Chain(), File()));
  ExpectMerged(Merge(File(), Chain()));
}

TEST(Merge, AUriKeepsTheOriginThatCameFirst) {
  EXPECT_EQ(Merge(Chain(), File()).orchestrators[2].uris[0].origin, Origin::kRegistry);
  EXPECT_EQ(Merge(File(), Chain()).orchestrators[2].uris[0].origin, Origin::kFile);
}

TEST(Merge, UrisOfNobodyStayApart) {
  NodeList list;
  list.orchestrators = {Entry(kNoAccount, {"https://x", "https://y"}, Origin::kFile)};
  EXPECT_EQ(Merge(list, list).orchestrators.size(), 2U);
}

NodeList Many() {
  NodeList list{.chain_id = 1, .block_number = 2, .read_unix_seconds = 3, .orchestrators = {}};
  for (uint8_t i = 1; i <= 200; ++i) list.orchestrators.push_back(Entry(Of(i), {}, Origin::kRegistry));
  for (int i = 0; i < 200; ++i) {
    list.orchestrators.push_back(Entry(kNoAccount, {absl::StrCat("https://h", i, ".example:1")}, Origin::kFile));
  }
  return list;
}

TEST(Shard, AllHaveTheirTurnWithOneCrawlerEach) {
  size_t sum = 0;
  std::set<Account> seen;
  for (int i = 1; i <= 4; ++i) {
    const NodeList shard = Shard(Many(), i, 4);
    EXPECT_EQ(shard.chain_id, 1U);
    EXPECT_GT(shard.orchestrators.size(), 60U);
    for (const Orchestrator& one : shard.orchestrators) {
      EXPECT_TRUE(one.recipient == kNoAccount || seen.insert(one.recipient).second);
    }
    sum += shard.orchestrators.size();
  }
  EXPECT_EQ(sum, 400U);
  EXPECT_EQ(Shard(Many(), 1, 1).orchestrators.size(), 400U);
}

TEST(Shard, AHostIsWithOneCrawlerWhateverItsPort) {
  for (int i = 1; i <= 7; ++i) {
    NodeList list;
    list.orchestrators = {Entry(kNoAccount, {"https://a.example:1"}, Origin::kFile),
                          Entry(kNoAccount, {"http://A.example:2/x"}, Origin::kFile)};
    EXPECT_NE(Shard(list, i, 7).orchestrators.size(), 1U);
  }
}

// Crawlers on several machines have to agree, also with one of another version.
TEST(Shard, IsTheSameForEver) {
  NodeList list;
  list.orchestrators = {Entry(Of(1), {}, Origin::kRegistry)};
  EXPECT_EQ(Shard(list, 3, 3).orchestrators.size(), 1U);  // the digest's first 64 bits, modulo 3
}

}  // namespace
}  // namespace nodestats::crawler
