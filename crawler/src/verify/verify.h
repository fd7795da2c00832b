// Whether an answer's releases are what they say.
#ifndef NODESTATS_CRAWLER_VERIFY_VERIFY_H_
#define NODESTATS_CRAWLER_VERIFY_VERIFY_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/account.h"
#include "fetch/fetched.h"

namespace nodestats::crawler {

// The account that made an EIP-191 (version 0x45) signature of 65 bytes over `message`.
absl::StatusOr<Account> RecoverSigner(absl::string_view message, absl::string_view signature);

// "nodestats.v1 release\n", chain id, instance id, payload: what a node's account signs.
std::string SignedMessage(uint64_t chain_id, absl::string_view instance_id_bytes, absl::string_view payload);

struct VerifyOptions {
  int max_releases = 256;
  int64_t now_unix_seconds = 0;
  uint64_t chain_id = 0;  // releases of another chain are kMalformed; 0: any
};

// Parses a serialized Summary, checks each release (its signature; who signed for whom; that its window is aligned and
// has ended; that what it claims is possible), puts those that pass into `fetched`, and the worst reason of those that
// do not. `fetched.endpoint` is given.
void VerifySummary(absl::string_view summary, const VerifyOptions& options, Fetched& fetched);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_VERIFY_H_
