#include "chain/rpc_client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

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
  EXPECT_EQ(server.requests(), 5) << "singly after the first, which may have been too much";
}

// How endpoints refuse what is too much for them, by the number of calls.
using Refusal = std::function<std::string(const json& calls)>;

Refusal Always(const std::string& response) {
  return [response](const json&) { return response; };
}

// All but the first `most` calls have that error.
Refusal Behind(size_t most, const json& error) {
  return [most, error](const json& calls) {
    json answers = json::array();
    for (size_t i = 0; i < calls.size(); ++i) {
      answers.push_back(i < most ? Echo(calls[i]) : json({{"id", calls[i]["id"]}, {"error", error}}));
    }
    return SmallServer::Ok(answers.dump());
  };
}

json ErrorOf(int code, const std::string& message) { return {{"code", code}, {"message", message}}; }

void ExpectAllOf64(size_t most, const Refusal& refusal, const std::string& what) {
  SmallServer server([&](const std::string& body, int) {
    const json request = json::parse(body);
    return request.is_array() && request.size() > most ? refusal(request) : EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  SCOPED_TRACE(absl::StrCat(what, ", ", most, " at once"));
  ExpectEchoed((*client)->Batch(Calls(64)), 64);
  EXPECT_LE(server.requests(), 64 / static_cast<int>(most) * 2 + 20);
}

TEST(RpcClient, ABatchThatIsRefusedInAnyWayIsMadeSmaller) {
  const json too_many = ErrorOf(-32600, "batch too large");
  const std::vector<std::pair<std::string, Refusal>> ways = {
      {"HTTP 400", Always(SmallServer::Response("400 Bad Request", "batch of more than 3"))},
      {"HTTP 403", Always(SmallServer::Response("403 Forbidden", "<html>"))},
      {"HTTP 413", Always(SmallServer::Response("413 Too Long", ""))},
      {"HTTP 408", Always(SmallServer::Response("408 Timeout", ""))},
      {"HTTP 500", Always(SmallServer::Response("500 Error", ""))},
      {"HTTP 500, in JSON", Always(SmallServer::Response("500 Error", json({{"error", too_many}}).dump()))},
      {"HTTP 502", Always(SmallServer::Response("502 Bad Gateway", "<html>"))},
      {"HTTP 503", Always(SmallServer::Response("503 Busy", ""))},
      {"an error", Always(SmallServer::Ok(json({{"id", nullptr}, {"error", too_many}}).dump()))},
      {"an error in no known words", Always(SmallServer::Ok(R"({"error":{"code":77,"message":"Ohne uns."}})"))},
      {"a text", Always(SmallServer::Ok(R"({"error":"nope"})"))},
      {"an array of an error", Always(SmallServer::Ok(json({{{"id", nullptr}, {"error", too_many}}}).dump()))},
      {"an error at the first call", Always(SmallServer::Ok(json({{{"id", 0}, {"error", too_many}}}).dump()))},
      {"an error at each call", Behind(0, too_many)},
      {"an empty array", Always(SmallServer::Ok("[]"))},
      {"a page", Always(SmallServer::Ok("<html>"))},
      {"nothing", Always(SmallServer::Ok(""))},
      {"a dropped connection", Always("")},
      {"an answer that breaks off", Always("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[")},
  };
  for (const auto& [what, refusal] : ways) {
    for (const size_t most : {size_t{1}, size_t{3}, size_t{10}}) ExpectAllOf64(most, refusal, what);
  }
}

// As providers say that their rate is limited, or that an answer got too long, for some calls of a batch. Two are
// nobody's.
TEST(RpcClient, CallsOfABatchThatAreTooManyGoAgainWhateverTheWords) {
  const json ways[] = {
      ErrorOf(-32005, "daily request count exceeded, request rate limited"),
      ErrorOf(429, "Your app has exceeded its compute units per second capacity."),
      ErrorOf(-32007, "15/second request limit reached - reduce calls per second or upgrade your account"),
      ErrorOf(-32029, "Too Many Requests"),
      ErrorOf(-32016, "over rate limit"),
      ErrorOf(-32090, "Too many requests, reason: call rate limit exhausted, retry in 10s"),
      ErrorOf(-32097, "capacity"),
      ErrorOf(-32000, "rate exceeded"),
      ErrorOf(-32603, "request failed or timed out"),
      ErrorOf(-32001, "reached the quota of this second"),
      ErrorOf(-32003, "response too large"),
      ErrorOf(-32052, "API key is not allowed so many"),
      ErrorOf(15, "You've reached the free tier limit"),
      ErrorOf(-32000, "header not found"),
      ErrorOf(-32600, "usage limit"),
      ErrorOf(0, "Bitte warten"),
      ErrorOf(-1, ""),
      json("slow down"),
  };
  for (const json& error : ways) ExpectAllOf64(5, Behind(5, error), error.dump());
}

TEST(RpcClient, AnErrorThatStaysIsBelievedAfterSomeAttempts) {
  SmallServer server([](const std::string& body, int) {
    json answers = Echo(json::parse(body));
    if (!answers.is_array()) return SmallServer::Ok(R"({"id":0,"error":{"code":-32000,"message":"out of gas"}})");
    for (json& answer : answers) answer = {{"id", answer["id"]}, {"error", ErrorOf(-32000, "out of gas")}};
    return SmallServer::Ok(answers.dump());
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  const auto items = (*client)->Batch(Calls(64));
  ASSERT_TRUE(items.ok()) << items.status();
  for (const RpcItem& item : *items) EXPECT_TRUE(item.error.has_value());
  EXPECT_EQ(server.requests(), 6 + 3) << "by halves to a single one, and that three times";
}

TEST(RpcClient, WhatHasASubstituteIsAskedOnce) {
  for (const char* response : {"403 Forbidden", "500 Error", "502 Bad Gateway", "404 Not Found", "200 OK", ""}) {
    SmallServer server([response](const std::string&, int) {
      return *response == 0 ? std::string() : SmallServer::Response(response, "<html>");
    });
    const auto client = RpcClient::Open(OptionsFor(server));
    const auto items = (*client)->TryBatch(Calls(1));
    ASSERT_TRUE(items.ok()) << items.status();
    EXPECT_TRUE((*items)[0].error.has_value());
    EXPECT_EQ(server.requests(), 1) << response;
  }
}

TEST(RpcClient, ALimitedRateIsWaitedForAlsoWhereThereIsASubstitute) {
  SmallServer server([](const std::string& body, int request) {
    return request <= 2 ? SmallServer::Response("429 Too Many Requests", "") : EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  ExpectEchoed((*client)->TryBatch(Calls(1)), 1);
}

TEST(RpcClient, LongBatchesAreTriedAgainAfterAWhile) {
  size_t longest = 0;
  SmallServer server([&longest](const std::string& body, int request) {
    if (request <= 3) return SmallServer::Response("502 Bad Gateway", "");
    const json calls = json::parse(body);
    if (calls.is_array()) longest = std::max(longest, calls.size());
    return EchoAll(body);
  });
  const auto client = RpcClient::Open(OptionsFor(server));
  ExpectEchoed((*client)->Batch(Calls(400)), 400);
  EXPECT_EQ(longest, 24U) << "twelve after the trouble, and more after sixteen answers";
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
