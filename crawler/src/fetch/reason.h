// Why a node's releases could not be had, or not all of them.
#ifndef NODESTATS_CRAWLER_FETCH_REASON_H_
#define NODESTATS_CRAWLER_FETCH_REASON_H_

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

enum class Reason : int {
  kNone,           // all is well
  kBadUri,         // what is registered is no http(s) URI
  kDns,            // the host has no address
  kNotPublic,      // the address is private, loopback, link-local or reserved, and these were not allowed
  kRefused,        // nothing listens, or the network is unreachable
  kTimeout,        // no whole answer within the deadline
  kTls,            // the TLS handshake failed
  kBroken,         // the connection was lost, or spoke another protocol
  kNotEnabled,     // HTTP 404, gRPC UNIMPLEMENTED: a node without nodestats
  kStatus,         // another HTTP or gRPC status than success
  kTooLarge,       // the answer, or the number of its releases, is above the limit
  kMalformed,      // no Summary or Release, or one that contradicts itself or what is possible
  kUnsigned,       // a release without a signature
  kBadSignature,   // signed, but not by the account that it names, or that account does not answer for the recipient
  kFromTheFuture,  // a release of a window that has not ended yet
  kNoRoute,        // the crawler's own machine has no route to any of the host's addresses: it lacks IPv6, say
};
inline constexpr int kReasonCount = 16;

// In lower case with underscores, for labels and columns.
constexpr absl::string_view ReasonName(Reason reason) {
  constexpr absl::string_view kNames[kReasonCount] = {
      "none",      "bad_uri",   "dns",      "not_public",    "refused",
      "timeout",   "tls",       "broken",   "not_enabled",   "status",
      "too_large", "malformed", "unsigned", "bad_signature", "from_the_future",
      "no_route"};
  return kNames[static_cast<int>(reason)];
}

// Whether to try again in a moment could help: what failed is the way to the node, or the node for once, and not what
// it is or says. A status is not: one that says no, says no again, unless it says when to ask again.
constexpr bool IsTransient(Reason reason) {
  return reason == Reason::kRefused || reason == Reason::kTimeout || reason == Reason::kTls ||
         reason == Reason::kBroken || reason == Reason::kDns;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_REASON_H_
