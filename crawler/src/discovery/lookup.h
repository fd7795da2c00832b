// Many names' addresses at once.
#ifndef NODESTATS_CRAWLER_DISCOVERY_LOOKUP_H_
#define NODESTATS_CRAWLER_DISCOVERY_LOOKUP_H_

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nodestats::crawler {

using Addresses = absl::StatusOr<std::vector<std::string>>;  // numeric, sorted, each once
using LookUp = std::function<Addresses(const std::string& host)>;

// Of one name: what is above is left out. No node has as many; a hostile name may have thousands.
inline constexpr size_t kMostAddresses = 16;

struct LookUpLimits {
  int threads = 32;
  absl::Duration deadline = absl::Seconds(15);  // of a name
  absl::Duration all = absl::Minutes(2);        // of all names together: none is begun later
};

// Asks the system's resolver for A and AAAA records; a numeric address is its own. NOT_FOUND where there is none.
Addresses SystemLookUp(const std::string& host);

// Looks all hosts up, each once; of each the first kMostAddresses are given. A name that takes longer than the
// deadline, or whose turn does not come in the time of all, gets DEADLINE_EXCEEDED; since the resolver cannot be
// stopped, the thread of the former is left to end by itself. Names not begun when `stop` is set get CANCELLED.
std::map<std::string, Addresses> LookUpAll(const std::vector<std::string>& hosts, const LookUpLimits& limits,
                                           const std::atomic<bool>& stop, const LookUp& look_up);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_LOOKUP_H_
