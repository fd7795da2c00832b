#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>
#include <grpcpp/support/time.h>

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "base/clock.h"
#include "fetch/courier.h"
#include "fetch/grpc_channel.h"
#include "fetch/grpc_reason.h"

namespace nodestats::crawler {
namespace {

constexpr char kRetryPushback[] = "grpc-retry-pushback-ms";  // gRPC's proposal A6
constexpr char kMethod[] = "/nodestats.v1.NodeStats/GetSummary";

// A GetSummaryRequest: its one field, of number 1, is a varint. The answer is wanted as bytes, so nothing is generated.
grpc::ByteBuffer SerializedRequest(int64_t since) {
  std::string bytes;
  if (since > 0) bytes.push_back(1 << 3);
  for (auto left = static_cast<uint64_t>(std::max<int64_t>(since, 0)); left != 0; left >>= 7) {
    bytes.push_back(static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
  }
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

gpr_timespec After(absl::Duration duration) {
  const gpr_timespec span = gpr_time_from_micros(absl::ToInt64Microseconds(duration), GPR_TIMESPAN);
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), span);
}

// A call with a channel of its own.
struct Call {
  size_t ticket = 0;
  SteadyTime started = SteadyNow();
  std::shared_ptr<grpc::Channel> channel;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> reader;
  grpc::ByteBuffer answer;
  grpc::Status status;

  Attempt Finish() {
    Attempt attempt;
    attempt.reason = ReasonOfGrpc(status, attempt.detail);
    attempt.received_bytes = static_cast<int64_t>(answer.Length());
    if (attempt.reason == Reason::kNone) attempt.body = BytesOf(answer);
    if (attempt.reason == Reason::kStatus) attempt.retry_after = RetryAfter();
    attempt.duration_us = absl::ToInt64Microseconds(SteadyNow() - started);
    return attempt;
  }

  // Zero where the server does not say.
  absl::Duration RetryAfter() const {
    const auto& trailers = context.GetServerTrailingMetadata();
    const auto found = trailers.find(kRetryPushback);
    int64_t milliseconds = 0;
    if (found == trailers.end() ||
        !absl::SimpleAtoi(std::string(found->second.data(), found->second.size()), &milliseconds)) {
      return absl::ZeroDuration();
    }
    return absl::Milliseconds(std::max<int64_t>(milliseconds, 0));
  }
};

class GrpcCourier : public Courier {
 public:
  explicit GrpcCourier(const FetchOptions& options) : options_(options), tls_(AnyCertificate()) {}

  ~GrpcCourier() override {
    for (const auto& [address, call] : calls_) call->context.TryCancel();
    queue_.Shutdown();
    void* call = nullptr;
    bool ok = false;
    while (queue_.Next(&call, &ok)) calls_.erase(call);
  }

  void Start(size_t ticket, const Question& question) override {
    auto call = std::make_unique<Call>();
    call->ticket = ticket;
    call->channel = MakeChannel(question.endpoint, tls_, static_cast<int>(options_.max_answer_bytes));
    call->context.set_deadline(After(options_.deadline));
    call->reader =
        grpc::GenericStub(call->channel)
            .PrepareUnaryCall(&call->context, kMethod, SerializedRequest(question.since_unix_seconds), &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->answer, &call->status, call.get());
    calls_.emplace(call.get(), std::move(call));
  }

  void Wait(absl::Duration at_most, const Ended& ended) override {
    gpr_timespec until = After(at_most);
    void* tag = nullptr;
    bool ok = false;
    while (queue_.AsyncNext(&tag, &ok, until) == grpc::CompletionQueue::GOT_EVENT) {
      const auto found = calls_.find(tag);
      const std::unique_ptr<Call> call = std::move(found->second);
      calls_.erase(found);
      ended(call->ticket, call->Finish());
      until = gpr_inf_past(GPR_CLOCK_MONOTONIC);  // what is there already, without waiting
    }
  }

 private:
  const FetchOptions options_;
  const std::shared_ptr<grpc::ChannelCredentials> tls_;
  grpc::CompletionQueue queue_;
  std::unordered_map<void*, std::unique_ptr<Call>> calls_;
};

}  // namespace

std::unique_ptr<Courier> MakeGrpcCourier(const FetchOptions& options) { return std::make_unique<GrpcCourier>(options); }

}  // namespace nodestats::crawler
