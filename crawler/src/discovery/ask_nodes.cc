#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "base/printable.h"
#include "discovery/discovery.h"
#include "discovery/named_list.h"
#include "discovery/node_answer.h"
#include "discovery/signed_request.h"
#include "fetch/grpc_channel.h"

namespace nodestats::crawler {
namespace {

constexpr int kLongestAnswerBytes = 1 << 20;

using Stub = grpc::TemplatedGenericStub<net::OrchestratorRequest, net::OrchestratorInfo>;

// One question under way; its channel ends with it.
struct Question {
  Question(size_t number, const Endpoint& of, const net::OrchestratorRequest& request, absl::Duration deadline,
           const std::shared_ptr<grpc::ChannelCredentials>& tls, grpc::CompletionQueue& queue)
      : index(number), endpoint(of), stub(MakeChannel(of, tls, kLongestAnswerBytes)) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
    call = stub.PrepareUnaryCall(&context, "/net.Orchestrator/GetOrchestrator", request, &queue);
    call->StartCall();
    call->Finish(&info, &status, this);
  }

  const size_t index;  // of the endpoint
  const Endpoint& endpoint;
  Stub stub;
  grpc::ClientContext context;
  net::OrchestratorInfo info;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<net::OrchestratorInfo>> call;
};

// A host that does not know the question has no URIs to name; it is not one that cannot be reached.
bool IsAnswer(const grpc::Status& status) {
  return status.ok() || status.error_code() == grpc::StatusCode::UNIMPLEMENTED;
}

// A connection that could not be had is no sign that the node was troubled by the question.
bool WasReached(const grpc::Status& status) { return status.error_code() != grpc::StatusCode::UNAVAILABLE; }

std::string WhyOf(const grpc::Status& status) {
  constexpr size_t kLongestWhy = 120;
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) return "no answer in time";
  return Printable(status.error_message(), kLongestWhy);
}

void Hear(const Question& question, Named& named, std::vector<std::vector<std::string>>& uris) {
  const Endpoint& endpoint = question.endpoint;
  if (IsAnswer(question.status)) {
    ++named.answers.given;
  } else {
    ++(WasReached(question.status) ? named.answers.refused : named.answers.unreached);
    named.silent.insert(endpoint.recipient);
    named.unheard.push_back({.recipient = endpoint.recipient, .uri = endpoint.uri, .why = WhyOf(question.status)});
  }
  if (question.status.ok()) uris[question.index] = NamedUris(question.info, question.endpoint);
}

net::OrchestratorRequest Request(const SignedRequest& sender) {
  net::OrchestratorRequest request;
  request.set_address(sender.sender.data(), sender.sender.size());
  request.set_sig(sender.signature);
  return request;
}

}  // namespace

Named AskForNodes(const std::vector<Endpoint>& endpoints, int in_flight, absl::Duration deadline,
                  const std::atomic<bool>& stop) {
  Named named;
  const absl::StatusOr<SignedRequest> sender = MakeSignedRequest();
  if (!sender.ok()) return named;
  const net::OrchestratorRequest request = Request(*sender);
  std::vector<std::vector<std::string>> uris(endpoints.size());
  const std::shared_ptr<grpc::ChannelCredentials> tls = AnyCertificate();
  grpc::CompletionQueue queue;
  size_t next = 0;
  for (int under_way = 0;;) {
    for (; under_way < std::max(in_flight, 1) && next < endpoints.size() && !stop; ++under_way) {
      new Question(next, endpoints[next], request, deadline, tls, queue);  // ends below
      ++next;
    }
    if (under_way == 0) break;
    void* tag = nullptr;
    bool ok = false;
    if (!queue.Next(&tag, &ok)) break;
    --under_way;
    const std::unique_ptr<Question> question(static_cast<Question*>(tag));
    if (!ok && question->status.ok()) question->status = {grpc::StatusCode::INTERNAL, "the answer cannot be read"};
    Hear(*question, named, uris);
  }
  queue.Shutdown();
  named.list = NamedList(endpoints, uris);
  return named;
}

}  // namespace nodestats::crawler
