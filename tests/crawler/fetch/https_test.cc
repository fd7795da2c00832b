#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "fetch/fetch_one.h"
#include "fetch/loopback_server.h"

namespace nodestats::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using Tls = LoopbackServer::Tls;

class Https : public testing::Test {
 protected:
  // What asking a server comes to that answers a request so.
  Fetched AnswerOf(const std::string& bytes, Tls tls = Tls::kYes) {
    LoopbackServer server(tls, [&](Connection& connection) {
      connection.ReadRequest();
      connection.Write(bytes);
    });
    return FetchOne(options_, server.At("node.example", signer_.account()));
  }

  const Signer signer_{1};
  const std::string summary_ = SummaryOf({Signed(MakeRelease(kHour, Mode::kStreamHour), signer_, signer_.account())});
  FetchOptions options_ = Once();
};

TEST_F(Https, VerifiedReleasesComeByTlsAndWithout) {
  for (const Tls tls : {Tls::kYes, Tls::kNo}) {
    const Fetched fetched = AnswerOf(HttpAnswer(summary_), tls);
    EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
    EXPECT_EQ(fetched.detail, "");
    EXPECT_THAT(fetched.releases, SizeIs(1));
    EXPECT_EQ(fetched.received_bytes, static_cast<int64_t>(summary_.size()));
    EXPECT_EQ(fetched.attempts, 1);
    EXPECT_GT(fetched.duration_us, 0);
    EXPECT_EQ(fetched.endpoint.address, "127.0.0.1");
  }
}

TEST_F(Https, AsksAsTheNodeExpectsIt) {
  std::string request;
  LoopbackServer server(Tls::kYes, [&](Connection& connection) {
    request = connection.ReadRequest();
    connection.Write(HttpAnswer(summary_));
  });
  FetchOne(options_, server.At("node.example", signer_.account()), 1'700'000'000);
  EXPECT_THAT(request, StartsWith("GET /nodestats?since=1700000000 HTTP/1.1\r\nHost: node.example:"));
  EXPECT_THAT(request, HasSubstr("Accept: application/x-protobuf\r\n"));
  EXPECT_THAT(request, Not(HasSubstr("Accept-Encoding")));
  EXPECT_EQ(server.server_name(), "node.example");
  FetchOne(options_, server.At("127.0.0.1", signer_.account()), -5);
  EXPECT_THAT(request, StartsWith("GET /nodestats?since=0 "));
  EXPECT_EQ(server.server_name(), "");
}

TEST_F(Https, StatusesAreToldApart) {
  const Fetched missing = AnswerOf("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n");
  EXPECT_EQ(missing.reason, Reason::kNotEnabled);
  const Fetched broken = AnswerOf("HTTP/1.1 503 \x1b[31mDown\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(broken.reason, Reason::kStatus);
  EXPECT_EQ(broken.detail, "HTTP 503");
}

std::string Refusal(const std::string& status, const std::string& retry_after) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nRetry-After: " + retry_after + "\r\n\r\n";
}

TEST_F(Https, ANodeThatAsksForTimeIsAskedAgainAfterIt) {
  for (const char* status : {"429 Too Many Requests", "503 Service Unavailable"}) {
    std::atomic<int> asked{0};
    LoopbackServer server(Tls::kNo, [&](Connection& connection) {
      connection.ReadRequest();
      connection.Write(++asked == 1 ? Refusal(status, "1") : HttpAnswer(summary_));
    });
    options_.attempts = 2;
    options_.backoff = absl::Milliseconds(1);
    const absl::Time begun = absl::Now();
    const Fetched fetched = FetchOne(options_, server.At("node.example", signer_.account()));
    EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
    EXPECT_EQ(fetched.attempts, 2);
    EXPECT_GE(absl::Now() - begun, absl::Seconds(1));
  }
}

TEST_F(Https, ALongTimeIsALaterRounds) {
  options_.attempts = 3;
  const Fetched fetched = AnswerOf(Refusal("429 Too Many Requests", "3600"));
  EXPECT_EQ(fetched.reason, Reason::kStatus);
  EXPECT_EQ(fetched.detail, "HTTP 429, to be asked again after 1h");
  EXPECT_EQ(fetched.retry_after, absl::Hours(1));
  EXPECT_EQ(fetched.attempts, 1);
  for (const char* none : {"", "soon", "-5", "0"}) {
    const Fetched unsaid = AnswerOf(Refusal("429 Too Many Requests", none));
    EXPECT_EQ(unsaid.detail, "HTTP 429") << none;
    EXPECT_EQ(unsaid.attempts, 1) << none;
  }
}

TEST_F(Https, ARedirectIsNotFollowed) {
  LoopbackServer elsewhere(Tls::kYes, [](Connection&) {});
  const std::string to = elsewhere.At("127.0.0.1", kNoAccount).uri;
  const Fetched fetched = AnswerOf("HTTP/1.1 302 Found\r\nLocation: " + to + "/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(fetched.detail, "HTTP 302");
  EXPECT_EQ(elsewhere.accepted(), 0);
}

TEST_F(Https, AnswersThatAreNoSummaryAreMalformed) {
  EXPECT_EQ(AnswerOf(HttpAnswer("")).reason, Reason::kMalformed);
  EXPECT_EQ(AnswerOf(HttpAnswer(std::string(5000, '\xff'))).reason, Reason::kMalformed);
  EXPECT_EQ(AnswerOf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi").reason,
            Reason::kMalformed);
  EXPECT_EQ(AnswerOf(HttpAnswer(summary_, "Content-Encoding: gzip\r\n")).reason, Reason::kMalformed);
}

TEST_F(Https, LargeAnswersAreBrokenOff) {
  options_.max_answer_bytes = 100'000;
  const std::string told =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000000000\r\n\r\n";
  EXPECT_EQ(AnswerOf(told).reason, Reason::kTooLarge);
  size_t sent = 0;
  LoopbackServer endless(Tls::kYes, [&](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n\r\n");
    while (connection.Write(std::string(16'384, 'x'))) sent += 16'384;
  });
  const Fetched fetched = FetchOne(options_, endless.At("node.example", signer_.account()));
  EXPECT_EQ(fetched.reason, Reason::kTooLarge);
  EXPECT_EQ(fetched.detail, "an answer of more than 100000 bytes");
  EXPECT_LE(fetched.received_bytes, 200'000);
}

TEST_F(Https, LostConnectionsAreBroken) {
  EXPECT_EQ(AnswerOf("").reason, Reason::kBroken);
  EXPECT_EQ(AnswerOf(HttpAnswer(summary_).substr(0, 300)).reason, Reason::kBroken);
  EXPECT_EQ(AnswerOf("SSH-2.0-OpenSSH_9.2\r\n").reason, Reason::kBroken);
  EXPECT_EQ(AnswerOf(std::string(1000, '\x16'), Tls::kNo).reason, Reason::kBroken);
}

TEST_F(Https, NobodyAtThePortIsRefused) {
  Endpoint gone;
  {
    LoopbackServer server(Tls::kYes, [](Connection&) {});
    gone = server.At("node.example", signer_.account());
  }
  const Fetched fetched = FetchOne(options_, gone);
  EXPECT_EQ(fetched.reason, Reason::kRefused);
  EXPECT_FALSE(fetched.detail.empty());
}

TEST_F(Https, WhoDoesNotSpeakTlsFailsItsHandshake) {
  for (const std::string& words :
       {std::string("HTTP/1.1 400 Bad Request\r\n\r\n"), std::string(), std::string(100, '\0')}) {
    LoopbackServer plain(Tls::kNo, [&](Connection& connection) { connection.Write(words); });
    Endpoint endpoint = plain.At("node.example", signer_.account());
    endpoint.tls = true;
    EXPECT_EQ(FetchOne(options_, endpoint).reason, Reason::kTls) << words;
  }
}

TEST_F(Https, SilenceEndsAtTheDeadline) {
  options_.deadline = absl::Milliseconds(200);
  LoopbackServer silent(Tls::kNo, [](Connection& connection) { connection.WaitForEnd(); });
  Endpoint endpoint = silent.At("node.example", signer_.account());
  EXPECT_EQ(FetchOne(options_, endpoint).reason, Reason::kTimeout);
  endpoint.tls = true;  // and in the middle of the handshake
  EXPECT_EQ(FetchOne(options_, endpoint).reason, Reason::kTimeout);
  LoopbackServer dripping(Tls::kYes, [](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n\r\n");
    while (connection.Write("\x0a")) absl::SleepFor(absl::Milliseconds(20));
  });
  EXPECT_EQ(FetchOne(options_, dripping.At("node.example", signer_.account())).reason, Reason::kTimeout);
}

TEST_F(Https, AnUnusableHostIsABadUri) {
  for (const char* host : {"", "a b", "node example\r\nX: y"}) {
    Endpoint endpoint;
    endpoint.host = host;
    endpoint.address = "127.0.0.1";
    EXPECT_EQ(FetchOne(options_, endpoint).reason, Reason::kBadUri) << host;
  }
}

}  // namespace
}  // namespace nodestats::crawler
