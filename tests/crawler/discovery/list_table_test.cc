#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

NodeList ListOf(const std::string& uri) {
  NodeList list;
  Account account{};
  account.back() = 1;
  list.orchestrators = {{.recipient = account, .uris = {{uri, Origin::kRegistry}}}};
  return list;
}

Resolved AllBad(const NodeList& list, const std::string& detail) {
  Resolved resolved;
  const Orchestrator& one = list.orchestrators[0];
  resolved.unreachable.push_back({one.recipient, one.uris[0].uri, Origin::kRegistry, Reason::kDns, detail});
  return resolved;
}

TEST(ListTable, ARowForEachUri) {
  const NodeList list = ListOf("https://a.example:8935");
  const std::string table = NodeListTable(list, AllBad(list, "no address"), 120);
  EXPECT_TRUE(absl::StrContains(table,
                                "0x0000000000000000000000000000000000000001 registry    https://a.example:8935 "
                                "dns: no address\n"))
      << table;
  EXPECT_TRUE(absl::StrContains(table, "1 orchestrators, 0 addresses, 1 URIs that lead nowhere\n"));
}

TEST(ListTable, NoLineIsWiderThanTheTerminalAndNothingSteersIt) {
  for (const int columns : {0, 80, 100, 250}) {
    const NodeList list = ListOf("\x1b]0;\x07" + std::string(10000, '\xff'));
    const std::string table = NodeListTable(list, AllBad(list, std::string(5000, '\n')), columns);
    const std::vector<std::string> lines = absl::StrSplit(table, '\n');
    EXPECT_EQ(lines.size(), 4U);
    for (const std::string& line : lines) {
      EXPECT_LE(line.size(), static_cast<size_t>(std::max(columns, 80)));
      for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~');
    }
  }
}

TEST(ListTable, OneWithoutUrisIsShown) {
  NodeList list;
  list.orchestrators = {{.recipient = kNoAccount, .uris = {}}};
  EXPECT_TRUE(absl::StrContains(NodeListTable(list, Resolved(), 100), "nothing registered"));
}

}  // namespace
}  // namespace nodestats::crawler
