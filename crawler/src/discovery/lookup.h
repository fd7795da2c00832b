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

// Asks the system's resolver for A and AAAA records; a numeric address is its own. NOT_FOUND where there is none.
Addresses SystemLookUp(const std::string& host);

// Looks all hosts up, each once, in so many threads. A name that takes longer than the deadline gets DEADLINE_EXCEEDED;
// since the resolver cannot be stopped, its thread is left to end by itself. Names not begun when `stop` is set get
// CANCELLED.
std::map<std::string, Addresses> LookUpAll(const std::vector<std::string>& hosts, int threads, absl::Duration deadline,
                                           const std::atomic<bool>& stop, const LookUp& look_up);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_LOOKUP_H_
