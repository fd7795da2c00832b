#include "chain/rpc_message.h"

#include <gtest/gtest.h>

#include <string>

namespace nodestats::crawler {
namespace {

using nlohmann::json;

const RpcCall kCall = {.method = "eth_blockNumber", .params = json::array()};

TEST(RpcMessage, OneCallIsAnObjectAndSeveralAreAnArray) {
  EXPECT_EQ(json::parse(WriteCalls({kCall})),
            json({{"jsonrpc", "2.0"}, {"id", 0}, {"method", "eth_blockNumber"}, {"params", json::array()}}));
  const json two = json::parse(WriteCalls({kCall, kCall}));
  ASSERT_TRUE(two.is_array());
  EXPECT_EQ(two[1]["id"], 1);
}

TEST(RpcMessage, AnswersAreSortedByTheirIds) {
  const auto answer = ReadAnswer(R"([{"id":1,"result":"b"},{"id":0,"result":"a"}])", 2);
  ASSERT_TRUE(answer && answer->items.size() == 2);
  EXPECT_EQ(answer->items[0]->result, "a");
  EXPECT_EQ(answer->items[1]->result, "b");
}

TEST(RpcMessage, AnIdMayBeAText) {
  const auto answer = ReadAnswer(R"([{"id":"1","result":"b"},{"id":"0","result":"a"}])", 2);
  ASSERT_TRUE(answer && answer->items[0] && answer->items[1]);
  EXPECT_EQ(answer->items[0]->result, "a");
  EXPECT_EQ(answer->items[1]->result, "b");
}

TEST(RpcMessage, ACallsOwnErrorIsItsOwn) {
  const auto answer = ReadAnswer(R"([{"id":0,"result":1},{"id":1,"error":{"code":3,"message":"reverted"}}])", 2);
  ASSERT_TRUE(answer && answer->items.size() == 2);
  EXPECT_FALSE(answer->items[0]->error.has_value());
  ASSERT_TRUE(answer->items[1]->error.has_value());
  EXPECT_TRUE(IsRevert(*answer->items[1]->error));
  EXPECT_FALSE(answer->whole.has_value());
}

TEST(RpcMessage, WhatIsLeftOutIsTold) {
  const auto answer = ReadAnswer(
      R"([{"id":7,"result":1},{"id":-1,"result":1},{"id":"x","result":1},{"id":" 9","result":1},5,{"id":0},{"id":[]}])",
      2);
  ASSERT_TRUE(answer && answer->items.size() == 2);
  EXPECT_FALSE(answer->items[0].has_value());
  EXPECT_FALSE(answer->items[1].has_value());
  EXPECT_FALSE(answer->whole.has_value());
}

TEST(RpcMessage, AnErrorOfNoCallInAnArrayIsOneOfAll) {
  const auto answer = ReadAnswer(R"([{"id":null,"error":{"code":-32600,"message":"no batches"}}])", 2);
  ASSERT_TRUE(answer && answer->whole);
  EXPECT_EQ(answer->whole->message, "no batches");
  EXPECT_FALSE(answer->items[0].has_value());
}

TEST(RpcMessage, OneErrorForABatchRefusesAllOfIt) {
  const auto answer = ReadAnswer(R"({"id":null,"error":{"code":-32600,"message":"no batches"}})", 2);
  ASSERT_TRUE(answer && answer->whole);
  EXPECT_EQ(answer->whole->message, "no batches");
  const auto single = ReadAnswer(R"({"error":"no"})", 1);
  ASSERT_TRUE(single && single->items.size() == 1 && single->items[0] && single->items[0]->error);
  EXPECT_EQ(single->items[0]->error->message, "no");
}

TEST(RpcMessage, OtherThingsAreNoAnswer) {
  for (const char* bad : {"", "{", "<html>", "5", "null", "{}", "\"x\"", "{\"id\":0}", "\xff\xfe"}) {
    EXPECT_FALSE(ReadAnswer(bad, 1).has_value()) << bad;
  }
  EXPECT_FALSE(ReadAnswer(R"({"id":0,"result":1})", 2).has_value());
}

TEST(RpcMessage, OddTypesDoNoHarm) {
  const auto answer = ReadAnswer(R"({"error":{"code":"x","message":[1]}})", 1);
  ASSERT_TRUE(answer && answer->items[0] && answer->items[0]->error);
  EXPECT_EQ(answer->items[0]->error->code, 0);
  EXPECT_FALSE(answer->items[0]->error->message.empty());
}

TEST(RpcMessage, AnAnswerNestedAMillionDeepDoesNotEndTheStack) {
  const std::string deep = std::string(1000000, '[') + std::string(1000000, ']');
  const auto answer = ReadAnswer(R"([{"id":0,"result":)" + deep + "}]", 1);
  ASSERT_TRUE(answer && answer->items.size() == 1);
  EXPECT_TRUE(answer->items[0]->result.is_array());
  EXPECT_FALSE(ReadAnswer(std::string(1000000, '['), 1).has_value());
}

// What else there is may pass, whatever the words: RpcClient asks again.
TEST(RpcMessage, OnlyWhatTheProtocolOrAContractRefusesIsFinal) {
  EXPECT_TRUE(IsFinal({.code = -32601, .message = "the method does not exist"}));
  EXPECT_TRUE(IsFinal({.code = -32602, .message = "missing field: to"}));
  EXPECT_TRUE(IsFinal({.code = 3, .message = "no"}));
  EXPECT_TRUE(IsFinal({.code = -32015, .message = "VM execution error."}));
  EXPECT_TRUE(IsRevert({.code = -32000, .message = "Execution Reverted"}));
  for (const int code : {-32000, -32005, -32603, -32600, 429, 0, 15}) {
    EXPECT_FALSE(IsFinal({.code = code, .message = "query returned more than 10000 results"})) << code;
  }
  EXPECT_TRUE(IsBusy({.code = -32005, .message = "limit exceeded"}));
  EXPECT_TRUE(IsBusy({.code = 429, .message = ""}));
  EXPECT_FALSE(IsBusy({.code = -32000, .message = "rate limit"}));
}

}  // namespace
}  // namespace nodestats::crawler
