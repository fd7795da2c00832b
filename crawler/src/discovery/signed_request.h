// How a gateway asks a node who it is.
#ifndef NODESTATS_CRAWLER_DISCOVERY_SIGNED_REQUEST_H_
#define NODESTATS_CRAWLER_DISCOVERY_SIGNED_REQUEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/account.h"

namespace nodestats::crawler {

struct SignedRequest {
  Account sender = kNoAccount;
  std::string signature;  // 65 bytes: r, s, and 27 or 28
};

// With mixed case as its checksum (EIP-55): the words that nodes expect to be signed.
std::string ChecksumText(const Account& account);

// A sender of this run alone, and its signature as go-livepeer checks it: an Ethereum personal message of 32 bytes, the
// digest of the address in ChecksumText. Errors: INTERNAL, where there is no randomness.
absl::StatusOr<SignedRequest> MakeSignedRequest();

// Likewise, of a key of 32 bytes; INVALID_ARGUMENT where that is none.
absl::StatusOr<SignedRequest> SignRequest(absl::string_view key);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_SIGNED_REQUEST_H_
