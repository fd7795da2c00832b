#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "discovery/discovery.h"
#include "discovery/node_answer.h"
#include "discovery/open_channel.h"
#include "discovery/signed_request.h"

namespace nodestats::crawler {
namespace {

using Stub = grpc::TemplatedGenericStub<net::OrchestratorRequest, net::OrchestratorInfo>;

// One question under way; its channel ends with it.
struct Question {
  Question(const Endpoint& of, const net::OrchestratorRequest& request, absl::Duration deadline,
           grpc::CompletionQueue& queue)
      : endpoint(of), stub(OpenChannel(of)) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
    call = stub.PrepareUnaryCall(&context, "/net.Orchestrator/GetOrchestrator", request, &queue);
    call->StartCall();
    call->Finish(&info, &status, this);
  }

  const Endpoint& endpoint;
  Stub stub;
  grpc::ClientContext context;
  net::OrchestratorInfo info;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<net::OrchestratorInfo>> call;
};

Orchestrator Answered(const Question& question) {
  Orchestrator orchestrator{.recipient = question.endpoint.recipient, .uris = {}};
  if (!question.status.ok()) return orchestrator;
  for (std::string& uri : NamedUris(question.info, question.endpoint)) {
    orchestrator.uris.push_back({.uri = std::move(uri), .origin = Origin::kNode});
  }
  return orchestrator;
}

net::OrchestratorRequest Request(const SignedRequest& sender) {
  net::OrchestratorRequest request;
  request.set_address(sender.sender.data(), sender.sender.size());
  request.set_sig(sender.signature);
  return request;
}

}  // namespace

NodeList AskForNodes(const std::vector<Endpoint>& endpoints, int in_flight, absl::Duration deadline,
                     const std::atomic<bool>& stop) {
  NodeList named;
  const absl::StatusOr<SignedRequest> sender = MakeSignedRequest();
  if (!sender.ok()) return named;
  const net::OrchestratorRequest request = Request(*sender);
  grpc::CompletionQueue queue;
  size_t next = 0;
  for (int under_way = 0;;) {
    for (; under_way < std::max(in_flight, 1) && next < endpoints.size() && !stop; ++under_way) {
      new Question(endpoints[next++], request, deadline, queue);  // ends below
    }
    if (under_way == 0) break;
    void* tag = nullptr;
    bool ok = false;
    if (!queue.Next(&tag, &ok)) break;
    --under_way;
    const std::unique_ptr<Question> question(static_cast<Question*>(tag));
    Orchestrator orchestrator = Answered(*question);
    if (!orchestrator.uris.empty()) named.orchestrators.push_back(std::move(orchestrator));
  }
  queue.Shutdown();
  return Merge(named, NodeList{});
}

}  // namespace nodestats::crawler
