// Makes views out of a store.
#ifndef NODESTATS_CRAWLER_VIEW_BUILD_VIEW_H_
#define NODESTATS_CRAWLER_VIEW_BUILD_VIEW_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "chain/tickets.h"
#include "discovery/endpoint.h"
#include "store/store.h"
#include "view/network_view.h"

namespace nodestats::crawler {

// What a receiver of remote write has had since this process began.
struct ReceiverState {
  std::string receiver;               // its address, without secrets
  int64_t skipped = 0;                // releases that contradict an earlier one, or cannot be read
  int64_t too_old = 0;                // that ended too long ago to be sent
  int64_t refused = 0;                // that it does not take
  int64_t complete_unix_seconds = 0;  // when it last had all that is held; at first when this process began
};

// All that is shown, as it was at one moment. Immutable once made.
struct Snapshot {
  int64_t made_unix_seconds = 0;
  int64_t crawled_unix_seconds = 0;  // when the last crawl ended whose answers were stored; 0: not known
  uint64_t chain_id = 0;
  int64_t list_read_unix_seconds = 0;     // age of the list of nodes
  std::string list_trouble;               // why that list is not of now; empty where it is
  std::optional<UriAnswers> uri_answers;  // of the last time that nodes were asked for further URIs
  std::vector<EndpointState> endpoints;
  std::vector<ReceiverState> receivers;
  std::vector<NetworkView> hours;   // ascending, those of the last seven days that have releases
  std::vector<NetworkView> days;    // ascending, UTC days, likewise
  std::optional<NetworkView> week;  // the last seven UTC days that ended, where any has releases
};

struct ViewInputs {
  int64_t now_unix_seconds = 0;
  int64_t crawled_unix_seconds = 0;  // as in Snapshot
  NodeList list;
  std::string list_trouble;
  std::optional<UriAnswers> uri_answers;
  Tickets tickets;
  // Which of the stored endpoints are still on the list; empty: all.
  std::function<bool(const Endpoint& endpoint)> is_listed;
  // Region of a numeric address, for RegionNodes; empty: not known. Called from one thread.
  std::function<int(const std::string& address)> region_of_address;
};

// Goes once through the node days of the last seven days. Cost: about 0.1 s for each 10,000 nodes and day.
absl::StatusOr<Snapshot> BuildSnapshot(Store& store, const ViewInputs& inputs);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_BUILD_VIEW_H_
