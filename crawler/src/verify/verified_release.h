// A release whose signature has been checked.
#ifndef NODESTATS_CRAWLER_VERIFY_VERIFIED_RELEASE_H_
#define NODESTATS_CRAWLER_VERIFY_VERIFIED_RELEASE_H_

#include <memory>
#include <string>

#include "base/account.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats::crawler {

struct VerifiedRelease {
  std::string payload;             // as received and signed
  std::string signature;           // 65 bytes, as received
  Account recipient = kNoAccount;  // that the release names, or else its signer
  Account signer = kNoAccount;     // recovered from the signature
  // The signer is not the recipient, but was reached through a URI that the recipient registered or its node named.
  bool delegated = false;
  v1::Release release;  // parsed, known (LeaveOutUnknown), and within what is possible (verify/plausible.h)
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_VERIFIED_RELEASE_H_
