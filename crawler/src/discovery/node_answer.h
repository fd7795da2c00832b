// Which further URIs a node's answer names.
#ifndef NODESTATS_CRAWLER_DISCOVERY_NODE_ANSWER_H_
#define NODESTATS_CRAWLER_DISCOVERY_NODE_ANSWER_H_

#include <string>
#include <vector>

#include "discovery/endpoint.h"
#include "net/orchestrator.pb.h"

namespace nodestats::crawler {

inline constexpr size_t kMostNodeUris = 16;  // of one node: what is above is left out

// Of what a node names: each once, without the one that was asked; those that are none are left out too, since nobody
// registered them.
std::vector<std::string> FurtherUris(const std::vector<std::string>& named, const Endpoint& asked);

// The same of its answer to a gateway's question.
std::vector<std::string> NamedUris(const net::OrchestratorInfo& info, const Endpoint& asked);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_NODE_ANSWER_H_
