#include "discovery/node_answer.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

Endpoint Asked() {
  Endpoint endpoint;
  endpoint.tls = true;
  endpoint.host = "a.example";
  endpoint.port = 8935;
  return endpoint;
}

using Uris = std::vector<std::string>;

TEST(NodeAnswer, NamesTheTranscoderAndTheNodes) {
  net::OrchestratorInfo info;
  info.set_transcoder("https://b.example:1");
  info.add_nodes("https://c.example:2");
  EXPECT_EQ(NamedUris(info, Asked()), (Uris{"https://b.example:1", "https://c.example:2"}));
}

TEST(NodeAnswer, TheOneThatWasAskedIsNothingNew) {
  net::OrchestratorInfo info;
  info.set_transcoder("https://A.example:8935/");
  info.add_nodes("https://a.example:8936");
  info.add_nodes("http://a.example:8935");
  EXPECT_EQ(NamedUris(info, Asked()), (Uris{"https://a.example:8936", "http://a.example:8935"}));
}

TEST(NodeAnswer, NonsenseAndRepetitionAreLeftOut) {
  net::OrchestratorInfo info;
  for (const char* uri : {"", "non sense", "https://b\x1b:1", "\xff", "https://c:1", "https://c:1", "ftp://d"})
    info.add_nodes(uri);
  EXPECT_EQ(NamedUris(info, Asked()), Uris{"https://c:1"});
}

TEST(NodeAnswer, ANodeNamesSixteenAtMost) {
  net::OrchestratorInfo info;
  for (int i = 0; i < 100000; ++i) info.add_nodes(absl::StrCat("https://h", i, ".example:1"));
  EXPECT_EQ(NamedUris(info, Asked()).size(), kMostNodeUris);
}

TEST(NodeAnswer, TheFieldsHaveTheNumbersOfGoLivepeer) {
  net::OrchestratorInfo info;
  ASSERT_TRUE(info.ParseFromString(std::string("\x0a\x01t\x22\x01z\x92\x02\x01n", 10)));
  EXPECT_EQ(info.transcoder(), "t");
  EXPECT_EQ(info.address(), "z");
  EXPECT_EQ(info.nodes(0), "n");
  net::OrchestratorRequest request;
  request.set_address("a");
  request.set_sig("s");
  EXPECT_EQ(request.SerializeAsString(),
            "\x0a\x01"
            "a\x12\x01s");
}

}  // namespace
}  // namespace nodestats::crawler
