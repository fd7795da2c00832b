// gRPC's statuses as reasons.
#ifndef NODESTATS_CRAWLER_FETCH_GRPC_REASON_H_
#define NODESTATS_CRAWLER_FETCH_GRPC_REASON_H_

#include <grpcpp/support/status.h>

#include <string>

#include "fetch/reason.h"

namespace nodestats::crawler {

// `detail` is set where the reason is not kNone.
Reason ReasonOfGrpc(const grpc::Status& status, std::string& detail);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_GRPC_REASON_H_
