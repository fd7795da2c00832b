// What asking one endpoint came to.
#ifndef NODESTATS_CRAWLER_FETCH_FETCHED_H_
#define NODESTATS_CRAWLER_FETCH_FETCHED_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "discovery/endpoint.h"
#include "fetch/reason.h"
#include "verify/verified_release.h"

namespace nodestats::crawler {

struct Fetched {
  Endpoint endpoint;
  Reason reason = Reason::kNone;  // the worst; releases that are good are given in spite of others that are not
  std::string detail;             // one line for the operator; empty where all is well
  std::vector<VerifiedRelease> releases;
  int rejected = 0;  // releases that were refused, for `reason`
  // The recipient that another account signed for, where that is the reason: nobody vouches for it at a URI that was
  // given without an account.
  Account unvouched = kNoAccount;
  std::string software_version;           // of the Summary; printable ASCII of at most 128 characters
  int64_t next_release_unix_seconds = 0;  // of the Summary; 0 unknown
  int attempts = 0;
  int64_t received_bytes = 0;
  int64_t duration_us = 0;  // of the last attempt
  int64_t finished_unix_seconds = 0;
  absl::Duration retry_after;  // before which the node does not want to be asked again; zero where it did not say
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_FETCHED_H_
