#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "fetch/fetch_one.h"
#include "fetch/grpc_server.h"
#include "fetch/loopback_server.h"

namespace nodestats::crawler {
namespace {

using testing::SizeIs;

class Grpc : public testing::Test {
 protected:
  Grpc() { options_.transport = Transport::kGrpc; }
  Fetched AnswerOf(const std::string& bytes, const grpc::Status& status = grpc::Status::OK) {
    const GrpcServer server(bytes, status);
    return FetchOne(options_, server.At("node.example", signer_.account()));
  }

  const Signer signer_{1};
  const std::string summary_ = SummaryOf({Signed(MakeRelease(kHour, Mode::kStreamHour), signer_, signer_.account())});
  FetchOptions options_ = Once();
};

TEST_F(Grpc, VerifiedReleasesCome) {
  const Fetched fetched = AnswerOf(summary_);
  EXPECT_EQ(fetched.reason, Reason::kNone) << fetched.detail;
  EXPECT_THAT(fetched.releases, SizeIs(1));
  EXPECT_EQ(fetched.received_bytes, static_cast<int64_t>(summary_.size()));
}

TEST_F(Grpc, AsksAsTheSchemaSays) {
  const GrpcServer server(summary_, grpc::Status::OK);
  const Endpoint endpoint = server.At("node.example", signer_.account());
  FetchOne(options_, endpoint);
  EXPECT_EQ(server.called(), "/nodestats.v1.NodeStats/GetSummary at node.example:" + std::to_string(endpoint.port));
  EXPECT_EQ(server.request(), "");
  FetchOne(options_, endpoint, 300);
  EXPECT_EQ(absl::BytesToHexString(server.request()), "08ac02");
  FetchOne(options_, endpoint, 1'700'000'000);
  EXPECT_EQ(absl::BytesToHexString(server.request()), "0880e2cfaa06");
  FetchOne(options_, endpoint, -1);
  EXPECT_EQ(server.request(), "");
}

TEST_F(Grpc, StatusesAreToldApart) {
  EXPECT_EQ(AnswerOf("", {grpc::StatusCode::UNIMPLEMENTED, "unknown service"}).reason, Reason::kNotEnabled);
  EXPECT_EQ(AnswerOf("", {grpc::StatusCode::INTERNAL, "oops"}).detail, "gRPC 13: oops");
  EXPECT_EQ(AnswerOf("\xff\xff").reason, Reason::kMalformed);
  EXPECT_EQ(AnswerOf("").reason, Reason::kMalformed);
}

TEST_F(Grpc, ANodeMayAskForTime) {
  const GrpcServer server("", {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many requests"}, GRPC_COMPRESS_NONE, "1000");
  options_.attempts = 2;
  options_.backoff = absl::Milliseconds(1);
  const absl::Time begun = absl::Now();
  const Fetched fetched = FetchOne(options_, server.At("node.example", signer_.account()));
  EXPECT_EQ(fetched.reason, Reason::kStatus);
  EXPECT_EQ(fetched.detail, "gRPC 8: too many requests");
  EXPECT_EQ(fetched.retry_after, absl::Seconds(1));
  EXPECT_EQ(fetched.attempts, 2);
  EXPECT_GE(absl::Now() - begun, absl::Seconds(1));
}

TEST_F(Grpc, LargeAnswersAreRefused) {
  options_.max_answer_bytes = 1000;
  EXPECT_EQ(AnswerOf(std::string(1001, 'x')).reason, Reason::kTooLarge);
}

// 32 MiB of zeros, in a few dozen KiB: below the limit as they come, and not to be inflated past it.
TEST_F(Grpc, CompressedAnswersAreNotInflated) {
  options_.max_answer_bytes = 1 << 20;
  const GrpcServer server(std::string(32 << 20, '\0'), grpc::Status::OK, GRPC_COMPRESS_GZIP);
  const Fetched fetched = FetchOne(options_, server.At("node.example", signer_.account()));
  EXPECT_EQ(fetched.reason, Reason::kMalformed) << fetched.detail;
  EXPECT_LT(fetched.received_bytes, 1 << 20);
}

TEST_F(Grpc, NobodyAtThePortIsRefused) {
  Endpoint gone;
  {
    const GrpcServer server(summary_, grpc::Status::OK);
    gone = server.At("node.example", signer_.account());
  }
  EXPECT_EQ(FetchOne(options_, gone).reason, Reason::kRefused);
}

TEST_F(Grpc, WhoDoesNotSpeakItIsBroken) {
  const LoopbackServer other(LoopbackServer::Tls::kNo, [](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  });
  EXPECT_EQ(FetchOne(options_, other.At("node.example", signer_.account())).reason, Reason::kBroken);
}

TEST_F(Grpc, WhoDoesNotSpeakTlsFailsItsHandshake) {
  const LoopbackServer plain(LoopbackServer::Tls::kNo, [](Connection& connection) {
    connection.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.WaitForEnd();
  });
  Endpoint endpoint = plain.At("node.example", signer_.account());
  endpoint.tls = true;
  const Fetched fetched = FetchOne(options_, endpoint);
  EXPECT_EQ(fetched.reason, Reason::kTls) << fetched.detail;
}

TEST_F(Grpc, SilenceEndsAtTheDeadline) {
  options_.deadline = absl::Milliseconds(300);
  const LoopbackServer silent(LoopbackServer::Tls::kNo, [](Connection& connection) { connection.WaitForEnd(); });
  for (const bool tls : {false, true}) {
    Endpoint endpoint = silent.At("node.example", signer_.account());
    endpoint.tls = tls;
    const Fetched fetched = FetchOne(options_, endpoint);
    EXPECT_EQ(fetched.reason, Reason::kTimeout) << fetched.detail;
  }
}

}  // namespace
}  // namespace nodestats::crawler
