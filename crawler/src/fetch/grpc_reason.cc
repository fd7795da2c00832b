#include "fetch/grpc_reason.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/printable.h"
#include "fetch/courier.h"

namespace nodestats::crawler {
namespace {

// gRPC has one code for a connection that could not be had, and says why in words alone (those of gRPC 1.51).
Reason ReasonOfUnavailable(const std::string& words) {
  for (const char* refused : {"Connection refused", "Network is unreachable", "No route to host"}) {
    if (absl::StrContains(words, refused)) return Reason::kRefused;
  }
  if (absl::StrContains(words, "Connection timed out")) return Reason::kTimeout;
  for (const char* handshake : {"andshake", "SSL_ERROR", "TSI_", "Cannot check peer"}) {
    if (absl::StrContains(words, handshake)) return Reason::kTls;
  }
  return Reason::kBroken;
}

Reason ReasonOfCode(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      return Reason::kNone;
    case grpc::StatusCode::UNIMPLEMENTED:
      return Reason::kNotEnabled;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return Reason::kTimeout;
    case grpc::StatusCode::UNAVAILABLE:
      return ReasonOfUnavailable(status.error_message());
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return absl::StrContains(status.error_message(), "larger than max") ? Reason::kTooLarge : Reason::kStatus;
    default:
      return Reason::kStatus;
  }
}

}  // namespace

Reason ReasonOfGrpc(const grpc::Status& status, std::string& detail) {
  const Reason reason = ReasonOfCode(status);
  if (reason == Reason::kNone) return reason;
  detail = Printable(absl::StrCat("gRPC ", status.error_code(), ": ", status.error_message()), kMaxDetailBytes);
  return reason;
}

}  // namespace nodestats::crawler
