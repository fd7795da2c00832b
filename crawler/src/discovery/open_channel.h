// A gRPC channel to a node, whose certificate is its own.
#ifndef NODESTATS_CRAWLER_DISCOVERY_OPEN_CHANNEL_H_
#define NODESTATS_CRAWLER_DISCOVERY_OPEN_CHANNEL_H_

#include <grpcpp/channel.h>

#include <memory>

#include "discovery/endpoint.h"

namespace nodestats::crawler {

// To the endpoint's address, by its host's name; TLS without any check of the certificate, or none for http.
std::shared_ptr<grpc::Channel> OpenChannel(const Endpoint& endpoint);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_OPEN_CHANNEL_H_
