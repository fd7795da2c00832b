#include "fetch/reason.h"

#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <set>

#include "fetch/curl_reason.h"
#include "fetch/grpc_reason.h"

namespace nodestats::crawler {
namespace {

TEST(ReasonName, IsAnotherForEachReason) {
  std::set<absl::string_view> names;
  for (int i = 0; i < kReasonCount; ++i) names.insert(ReasonName(static_cast<Reason>(i)));
  EXPECT_EQ(names.size(), static_cast<size_t>(kReasonCount));
  EXPECT_EQ(ReasonName(Reason::kNone), "none");
  EXPECT_EQ(ReasonName(Reason::kNotPublic), "not_public");
  EXPECT_EQ(ReasonName(Reason::kFromTheFuture), "from_the_future");
  EXPECT_EQ(ReasonName(Reason::kNoRoute), "no_route");
}

TEST(IsTransient, IsWhatLiesOnTheWay) {
  EXPECT_TRUE(IsTransient(Reason::kTimeout));
  EXPECT_TRUE(IsTransient(Reason::kRefused));
  EXPECT_TRUE(IsTransient(Reason::kBroken));
  for (const Reason lasting :
       {Reason::kNone, Reason::kBadUri, Reason::kNotPublic, Reason::kNotEnabled, Reason::kTooLarge, Reason::kMalformed,
        Reason::kUnsigned, Reason::kBadSignature, Reason::kFromTheFuture, Reason::kNoRoute}) {
    EXPECT_FALSE(IsTransient(lasting)) << ReasonName(lasting);
  }
}

TEST(ReasonOfCurl, TellsWhereItFailed) {
  EXPECT_EQ(ReasonOfCurl(CURLE_OK, 0), Reason::kNone);
  EXPECT_EQ(ReasonOfCurl(CURLE_COULDNT_CONNECT, ECONNREFUSED), Reason::kRefused);
  EXPECT_EQ(ReasonOfCurl(CURLE_COULDNT_CONNECT, ENETUNREACH), Reason::kRefused);
  EXPECT_EQ(ReasonOfCurl(CURLE_COULDNT_CONNECT, ETIMEDOUT), Reason::kTimeout);
  EXPECT_EQ(ReasonOfCurl(CURLE_OPERATION_TIMEDOUT, 0), Reason::kTimeout);
  EXPECT_EQ(ReasonOfCurl(CURLE_SSL_CONNECT_ERROR, 0), Reason::kTls);
  EXPECT_EQ(ReasonOfCurl(CURLE_GOT_NOTHING, 0), Reason::kBroken);
  EXPECT_EQ(ReasonOfCurl(CURLE_FILESIZE_EXCEEDED, 0), Reason::kTooLarge);
}

TEST(ReasonOfHttp, IsNoneForASummaryAlone) {
  std::string detail;
  EXPECT_EQ(ReasonOfHttp(200, "application/x-protobuf", "", detail), Reason::kNone);
  EXPECT_EQ(ReasonOfHttp(200, "Application/X-Protobuf; charset=x", "identity", detail), Reason::kNone);
  EXPECT_TRUE(detail.empty());
  EXPECT_EQ(ReasonOfHttp(404, "text/plain", "", detail), Reason::kNotEnabled);
  EXPECT_EQ(ReasonOfHttp(200, "text/html\x1b[2J", "", detail), Reason::kMalformed);
  EXPECT_EQ(detail, "an answer of type \"text/html?[2J\", not application/x-protobuf");
  EXPECT_EQ(ReasonOfHttp(200, "application/x-protobuf", "gzip", detail), Reason::kMalformed);
  for (const int status : {100, 204, 301, 304, 400, 403, 429, 500, 503, 999}) {
    EXPECT_EQ(ReasonOfHttp(status, "application/x-protobuf", "", detail), Reason::kStatus) << status;
  }
}

TEST(ReasonOfGrpc, TellsWhereItFailed) {
  const auto of = [](grpc::StatusCode code, const char* words) {
    std::string detail;
    const Reason reason = ReasonOfGrpc(grpc::Status(code, words), detail);
    EXPECT_FALSE(detail.empty());
    return reason;
  };
  EXPECT_EQ(of(grpc::StatusCode::UNIMPLEMENTED, ""), Reason::kNotEnabled);
  EXPECT_EQ(of(grpc::StatusCode::DEADLINE_EXCEEDED, ""), Reason::kTimeout);
  EXPECT_EQ(of(grpc::StatusCode::UNAVAILABLE, "failed to connect: Connection refused"), Reason::kRefused);
  EXPECT_EQ(of(grpc::StatusCode::UNAVAILABLE, "Ssl handshake failed: SSL_ERROR_SSL"), Reason::kTls);
  EXPECT_EQ(of(grpc::StatusCode::UNAVAILABLE, "Socket closed"), Reason::kBroken);
  // What the system could not do for us says nothing of the node, and may go well the next time.
  for (const char* ours : {"No such file or directory", "Too many open files", "Cannot assign requested address"}) {
    const std::string words =
        std::string("failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:41333: ") + ours;
    EXPECT_EQ(of(grpc::StatusCode::UNAVAILABLE, words.c_str()), Reason::kBroken) << ours;
    EXPECT_TRUE(IsTransient(Reason::kBroken));
  }
  EXPECT_EQ(of(grpc::StatusCode::RESOURCE_EXHAUSTED, "Received message larger than max (9 vs. 8)"), Reason::kTooLarge);
  EXPECT_EQ(of(grpc::StatusCode::RESOURCE_EXHAUSTED, "quota"), Reason::kStatus);
  EXPECT_EQ(of(grpc::StatusCode::INTERNAL, "x"), Reason::kStatus);
}

TEST(ReasonOfGrpc, ShowsTheNodesWordsEscapedAndCut) {
  std::string detail;
  ReasonOfGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "\x1b[31m" + std::string(1000, 'x')), detail);
  EXPECT_EQ(detail.substr(0, 16), "gRPC 13: ?[31mxx");
  EXPECT_EQ(detail.size(), 160u);
}

}  // namespace
}  // namespace nodestats::crawler
