#include "chain/rpc_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "small_server.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

RpcOptions OptionsFor(const SmallServer& server) {
  RpcOptions options;
  options.url = server.url();
  options.attempts = 3;
  options.backoff = absl::Milliseconds(1);
  return options;
}

std::vector<RpcCall> Calls(int count) {
  std::vector<RpcCall> calls;
  for (int i = 0; i < count; ++i) calls.push_back({.method = "echo", .params = {i}});
  return calls;
}

// The endpoint's own answers: each call's parameter is its result.
json Echo(const json& request) {
  if (request.is_object()) return {{"id", request["id"]}, {"result", request["params"][0]}};
  json answers = json::array();
  for (const json& call : request) answers.insert(answers.begin(), Echo(call));  // in another order
  return answers;
}

std::string EchoAll(const std::string& body) { return SmallServer::Ok(Echo(json::parse(body)).dump()); }

void ExpectEchoed(const absl::StatusOr<std::vector<RpcItem>>& items, int count) {
  ASSERT_TRUE(items.ok()) << items.status();
  ASSERT_EQ(items->size(), static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) EXPECT_EQ((*items)[static_cast<size_t>(i)].result, i);
}

TEST(RpcClient, SplitsCallsIntoBatches) {
  SmallServer server([](const std::string& body, int) { return EchoAll(body); });
  RpcOptions options = OptionsFor(server);
  options.batch = 40;
  const auto client = RpcClient::Open(options);
  ASSERT_TRUE(client.ok());
  ExpectEchoed((*client)->Batch(Calls(100)), 100);
  EXPECT_EQ((*client)->requests(), 3);
  ExpectEchoed((*client)->Batch({}), 0);
  EXPECT_EQ(server.requests(), 3);
}

TEST(RpcClient, AsksAgainOnlyForWhatTheEndpointWasTooBusyFor) {
  std::vector<size_t> sizes;
  SmallServer server([&sizes](const std::string& body, int) {
    json answers = Echo(json::parse(body));
    if (!answers.is_array()) return SmallServer::Ok(answers.dump());
    sizes.push_back(answers.size());
    for (size_t i = answers.size() / 2; i < answers.size(); ++i) {
      answers[i].erase("result");
      answers[i]["error"] = {{"code", -32005}, {"message", "slow down"}};
    }
    return SmallServer::Ok(answers.dump());
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  // Seven rounds, though three attempts are the limit: each got on.
  ExpectEchoed((*client)->Batch(Calls(64)), 64);
  EXPECT_EQ(sizes, (std::vector<size_t>{64, 32, 16, 8, 4, 2}));
}

TEST(RpcClient, ShortensBatchesThatAreRefusedAndRemembersIt) {
  SmallServer server([](const std::string& body, int) {
    const json request = json::parse(body);
    if (request.is_array() && request.size() > 10) {
      return SmallServer::Ok(R"({"error":{"code":-32600,"message":"batch too large"}})");
    }
    return EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  ExpectEchoed((*client)->Batch(Calls(64)), 64);
  const int before = server.requests();
  ExpectEchoed((*client)->Batch(Calls(8)), 8);
  EXPECT_EQ(server.requests() - before, 1);
}

TEST(RpcClient, ACallsErrorIsGivenAndNotTriedAgain) {
  SmallServer server([](const std::string& body, int) {
    json answers = Echo(json::parse(body));
    answers[0] = {{"id", answers[0]["id"]}, {"error", {{"code", -32601}, {"message", "no such method"}}}};
    return SmallServer::Ok(answers.dump());
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  const auto items = (*client)->Batch(Calls(2));
  ASSERT_TRUE(items.ok());
  EXPECT_TRUE((*items)[1].error.has_value());
  EXPECT_FALSE((*items)[0].error.has_value());
  EXPECT_EQ(server.requests(), 1);
}

TEST(RpcClient, ATransportThatRecoversIsSatOut) {
  SmallServer server([](const std::string& body, int request) {
    if (request == 1) return std::string();  // hangs up
    if (request == 2) return SmallServer::Response("502 Bad Gateway", "<html>");
    return EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  ExpectEchoed((*client)->Batch(Calls(3)), 3);
  EXPECT_EQ(server.requests(), 3);
}

TEST(RpcClient, WaitsAsLongAsItIsTold) {
  SmallServer server([](const std::string& body, int request) {
    return request == 1 ? SmallServer::Response("429 Too Many Requests", "", "Retry-After: 1\r\n") : EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  const absl::Time before = absl::Now();
  ExpectEchoed((*client)->Batch(Calls(1)), 1);
  EXPECT_GE(absl::Now() - before, absl::Seconds(1));
}

absl::Status Failure(const std::string& response, size_t max_bytes = 1 << 20) {
  SmallServer server([&response](const std::string&, int) { return response; });
  RpcOptions options = OptionsFor(server);
  options.url += "/v2/0123456789abcdef";
  options.max_answer_bytes = max_bytes;
  const auto client = RpcClient::Open(options);
  absl::Status status = (*client)->Batch(Calls(2)).status();
  EXPECT_FALSE(absl::StrContains(status.message(), "0123456789abcdef")) << status;
  return status;
}

TEST(RpcClient, FailuresSayWhatHappened) {
  EXPECT_TRUE(absl::IsUnavailable(Failure(SmallServer::Response("503 Busy", ""))));
  EXPECT_TRUE(absl::IsUnavailable(Failure(SmallServer::Response("301 Moved", "", "Location: http://elsewhere/\r\n"))));
  EXPECT_TRUE(absl::StrContains(Failure(SmallServer::Response("403 No", "")).message(), "key"));
  EXPECT_TRUE(absl::IsInternal(Failure(SmallServer::Ok("<html>0123456789abcdef"))));
  EXPECT_TRUE(absl::IsUnavailable(Failure("")));
  EXPECT_TRUE(absl::IsUnavailable(Failure("SSH-2.0-OpenSSH\r\n")));
}

TEST(RpcClient, WhatAnEndpointSaysIsShownWithoutTheKey) {
  SmallServer server([](const std::string&, int) {
    return SmallServer::Ok(R"({"id":0,"error":{"code":-32000,"message":"no 0123456789abcdef\u001b[2J"}})");
  });
  RpcOptions options = OptionsFor(server);
  options.url += "/v2/0123456789abcdef";
  const auto client = RpcClient::Open(options);
  const auto items = (*client)->Batch(Calls(4));
  ASSERT_TRUE(items.ok() && items->size() == 4);
  ASSERT_TRUE((*items)[3].error.has_value());
  const absl::Status status = (*client)->Explain("asking", *(*items)[3].error);
  EXPECT_TRUE(absl::StrContains(status.message(), ": asking: no ***?[2J (-32000)")) << status;
}

TEST(RpcClient, AnAnswerAboveTheLimitIsCutOff) {
  const absl::Status status = Failure(SmallServer::Ok(std::string(3 << 20, ' ')));
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
}

TEST(RpcClient, AnEndpointThatIsAwayIsTold) {
  RpcOptions options;
  options.url = "http://127.0.0.1:1/";
  options.attempts = 2;
  options.backoff = absl::Milliseconds(1);
  const auto client = RpcClient::Open(options);
  const absl::Status status = (*client)->Batch(Calls(1)).status();
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_TRUE(absl::StrContains(status.message(), "127.0.0.1:1 cannot be reached"));
  EXPECT_EQ((*client)->requests(), 2);
}

TEST(RpcClient, ARequestUnderWayEndsWhenStopped) {
  std::atomic<bool> stop{false};
  std::atomic<bool> ended{false};
  SmallServer server([&](const std::string&, int) {
    stop = true;
    while (!ended) absl::SleepFor(absl::Milliseconds(1));
    return std::string();
  });
  RpcOptions options = OptionsFor(server);
  options.attempts = 1;  // else its deadline would be met with the same error
  options.stop = &stop;
  const auto client = RpcClient::Open(options);
  const absl::Status status = (*client)->Batch(Calls(1)).status();
  ended = true;
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

}  // namespace
}  // namespace nodestats::crawler
