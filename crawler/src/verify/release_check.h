// Whether one release is what it says.
#ifndef NODESTATS_CRAWLER_VERIFY_RELEASE_CHECK_H_
#define NODESTATS_CRAWLER_VERIFY_RELEASE_CHECK_H_

#include "discovery/endpoint.h"
#include "nodestats/v1/summary.pb.h"
#include "verify/finding.h"
#include "verify/verified_release.h"
#include "verify/verify.h"

namespace nodestats::crawler {

// No release that the library can make is larger: every cell of the world in use, it has 40 KB.
inline constexpr size_t kMaxPayloadBytes = size_t{128} << 10;

// Fills `verified` of `signed_release`, which is moved from where all is well.
Findings CheckRelease(const Endpoint& endpoint, const VerifyOptions& options, v1::SignedRelease& signed_release,
                      VerifiedRelease& verified);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_RELEASE_CHECK_H_
