#include <gmock/gmock.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/byte_buffer.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "fetch/fetch_one.h"
#include "fetch/loopback_server.h"

namespace nodestats::crawler {
namespace {

using testing::SizeIs;

// A real gRPC server that answers every call with these bytes or this status.
class GrpcServer {
 public:
  GrpcServer(std::string answer, grpc::Status status) : service_(std::move(answer), std::move(status)) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    EXPECT_NE(server_, nullptr);
  }
  ~GrpcServer() { server_->Shutdown(absl::ToChronoTime(absl::Now())); }

  Endpoint At(const std::string& host, const Account& recipient) const {
    Endpoint endpoint;
    endpoint.recipient = recipient;
    endpoint.tls = false;
    endpoint.host = host;
    endpoint.port = static_cast<uint16_t>(port_);
    endpoint.address = "127.0.0.1";
    return endpoint;
  }
  std::string called() const { return service_.called; }
  std::string request() const { return service_.request; }

 private:
  struct Service : grpc::CallbackGenericService {
    Service(std::string bytes, grpc::Status said) : answer(std::move(bytes)), status(std::move(said)) {}

    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
      called = context->method() + " at " + context->host();
      return new Reactor(*this);
    }

    const std::string answer;
    const grpc::Status status;
    std::string called;
    std::string request;
  };

  class Reactor : public grpc::ServerGenericBidiReactor {
   public:
    explicit Reactor(Service& service) : service_(service) { StartRead(&request_); }
    void OnReadDone(bool ok) override {
      std::vector<grpc::Slice> slices;
      if (ok && request_.Dump(&slices).ok()) {
        service_.request.clear();
        for (const grpc::Slice& slice : slices)
          service_.request.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
      }
      if (!service_.status.ok()) return Finish(service_.status);
      const grpc::Slice slice(service_.answer);
      answer_ = grpc::ByteBuffer(&slice, 1);
      StartWriteAndFinish(&answer_, grpc::WriteOptions(), grpc::Status::OK);
    }
    void OnDone() override { delete this; }

   private:
    Service& service_;
    grpc::ByteBuffer request_;
    grpc::ByteBuffer answer_;
  };

  Service service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

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

TEST_F(Grpc, LargeAnswersAreRefused) {
  options_.max_answer_bytes = 1000;
  EXPECT_EQ(AnswerOf(std::string(1001, 'x')).reason, Reason::kTooLarge);
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
