// A gRPC channel to one endpoint.
#ifndef NODESTATS_CRAWLER_FETCH_GRPC_CHANNEL_H_
#define NODESTATS_CRAWLER_FETCH_GRPC_CHANNEL_H_

#include <grpcpp/channel.h>
#include <grpcpp/security/credentials.h>

#include <memory>

#include "discovery/endpoint.h"

namespace nodestats::crawler {

// TLS that takes any certificate: who a node is, its releases' signatures say.
std::shared_ptr<grpc::ChannelCredentials> AnyCertificate();

// A channel that shares no connection with others, keeps to the endpoint's address and takes answers up to a size.
// `tls` are for endpoints with TLS.
std::shared_ptr<grpc::Channel> MakeChannel(const Endpoint& endpoint,
                                           const std::shared_ptr<grpc::ChannelCredentials>& tls, int max_answer_bytes);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_GRPC_CHANNEL_H_
