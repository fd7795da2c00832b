// A gRPC server on a loopback port.
#ifndef NODESTATS_TESTS_CRAWLER_FETCH_GRPC_SERVER_H_
#define NODESTATS_TESTS_CRAWLER_FETCH_GRPC_SERVER_H_

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/byte_buffer.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "discovery/endpoint.h"

namespace nodestats::crawler {

// A real gRPC server that answers every call with these bytes or this status.
class GrpcServer {
 public:
  GrpcServer(std::string answer, grpc::Status status, grpc_compression_algorithm compression = GRPC_COMPRESS_NONE,
             std::string retry_pushback_ms = "")
      : service_(std::move(answer), std::move(status), std::move(retry_pushback_ms)) {
    grpc::ServerBuilder builder;
    builder.SetDefaultCompressionAlgorithm(compression);
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
  int calls() const { return service_.calls; }
  std::string request() const { return service_.request; }

 private:
  struct Service : grpc::CallbackGenericService {
    Service(std::string bytes, grpc::Status said, std::string pushback)
        : answer(std::move(bytes)), status(std::move(said)), retry_pushback_ms(std::move(pushback)) {}

    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
      ++calls;
      called = context->method() + " at " + context->host();
      if (!retry_pushback_ms.empty()) context->AddTrailingMetadata("grpc-retry-pushback-ms", retry_pushback_ms);
      return new Reactor(*this);
    }

    const std::string answer;
    const grpc::Status status;
    const std::string retry_pushback_ms;  // empty: none
    std::atomic<int> calls{0};
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

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_FETCH_GRPC_SERVER_H_
