#include <gtest/gtest.h>

#include "base/accounts.h"
#include "discovery/discovery.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

NodeList Some() {
  NodeList list{.chain_id = 42161, .block_number = 7, .read_unix_seconds = 1700000000, .round = 4, .orchestrators = {}};
  list.orchestrators = {{.recipient = kNoAccount, .uris = {{"https://f", Origin::kFile}}},
                        {.recipient = Of(1), .uris = {{"https://a", Origin::kRegistry}, {"bad\x1b", Origin::kNode}}},
                        {.recipient = Of(2), .uris = {}}};
  return list;
}

Resolved SomeResolved() {
  Resolved resolved;
  for (const char* address : {"1.1.1.1", "2606::1"}) {
    Endpoint endpoint;
    endpoint.recipient = Of(1);
    endpoint.uri = "https://a";
    endpoint.address = address;
    resolved.endpoints.push_back(endpoint);
  }
  resolved.unreachable.push_back(
      {.recipient = Of(1), .uri = "bad\x1b", .origin = Origin::kNode, .reason = Reason::kBadUri, .detail = "why"});
  return resolved;
}

TEST(ListJson, SaysWhatEachUriCameTo) {
  const json document = json::parse(NodeListJson(Some(), SomeResolved()));
  EXPECT_EQ(document["chain_id"], 42161);
  EXPECT_EQ(document["round"], 4);
  EXPECT_FALSE(document["orchestrators"][0].contains("recipient"));
  const json& one = document["orchestrators"][1];
  EXPECT_EQ(one["recipient"], AccountText(Of(1)));
  EXPECT_EQ(one["uris"][0]["addresses"], json({"1.1.1.1", "2606::1"}));
  EXPECT_FALSE(one["uris"][0].contains("reason"));
  EXPECT_EQ(one["uris"][1]["reason"], "bad_uri");
  EXPECT_EQ(one["uris"][1]["detail"], "why");
  EXPECT_EQ(one["uris"][1]["origin"], "node");
}

TEST(ListJson, IsReadBackTheSame) {
  const auto list = ParseNodeListJson(NodeListJson(Some(), SomeResolved()));
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->block_number, 7U);
  EXPECT_EQ(list->read_unix_seconds, 1700000000);
  EXPECT_EQ(NodeListJson(*list, SomeResolved()), NodeListJson(Some(), SomeResolved()));
}

TEST(ListJson, NothingInItSteersATerminal) {
  NodeList list;
  list.orchestrators = {{.recipient = Of(1), .uris = {{"\x1b[2J\xc2\x9b\x7f\xff\xe2\x80\xae", Origin::kRegistry}}}};
  for (const char c : NodeListJson(list, Resolved())) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(ListJson, OtherThingsAreRefused) {
  for (const char* bad :
       {"", "[]", "{}", "5", "{\"orchestrators\":{}}", "{\"orchestrators\":[5]}", "{\"orchestrators\":[{}]}",
        R"({"orchestrators":[{"uris":[5]}]})", R"({"orchestrators":[{"uris":[{"uri":"x"}]}]})",
        R"({"orchestrators":[{"uris":[{"uri":5,"origin":"file"}]}]})",
        R"({"orchestrators":[{"uris":[{"uri":"x","origin":"elsewhere"}]}]})",
        R"({"orchestrators":[{"recipient":"0x1","uris":[]}]})"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseNodeListJson(bad).status())) << bad;
  }
  EXPECT_FALSE(ParseNodeListJson(std::string(1000000, '[')).ok());
  const auto odd = ParseNodeListJson(R"({"chain_id":-5,"block_number":"x","orchestrators":[]})");
  ASSERT_TRUE(odd.ok());
  EXPECT_EQ(odd->chain_id, 0U);
}

}  // namespace
}  // namespace nodestats::crawler
