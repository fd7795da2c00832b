// What is wrong with a release, if anything.
#ifndef NODESTATS_CRAWLER_VERIFY_FINDING_H_
#define NODESTATS_CRAWLER_VERIFY_FINDING_H_

#include <optional>
#include <string>
#include <utility>

#include "base/account.h"
#include "fetch/reason.h"

namespace nodestats::crawler {

struct Finding {
  Reason reason = Reason::kNone;
  std::string detail;              // one line of printable ASCII: what nodes say is quoted by Quoted() alone
  Account unvouched = kNoAccount;  // as in Fetched
};

using Findings = std::optional<Finding>;  // nullopt: nothing is wrong

inline Findings Malformed(std::string detail) { return Finding{Reason::kMalformed, std::move(detail), kNoAccount}; }

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VERIFY_FINDING_H_
