// In which regions nodes take part.
#ifndef NODESTATS_CRAWLER_VIEW_REGION_NODES_H_
#define NODESTATS_CRAWLER_VIEW_REGION_NODES_H_

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "store/store.h"
#include "view/members.h"
#include "view/network_view.h"

namespace nodestats::crawler {

using RegionCounts = std::array<RegionNodes, kRegionCount>;

// Regions of endpoints' addresses; empty where they are not known.
std::vector<int> RegionsOf(const std::vector<EndpointState>& endpoints,
                           const std::function<int(const std::string& address)>& region_of_address);

// Of each stretch of a day. An endpoint takes part in one if the instance that was last seen there does; or, since
// instances change with every start, if its recipient does, and releases from there reach to the stretch's end.
std::array<RegionCounts, kStretchCount> CountRegionNodes(const std::vector<EndpointState>& endpoints,
                                                         const std::vector<int>& regions, const Members& members,
                                                         int64_t day_start_unix_seconds);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_REGION_NODES_H_
