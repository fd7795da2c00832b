#include "view/region_nodes.h"

#include <map>
#include <unordered_map>

#include "absl/strings/string_view.h"
#include "domain/windows.h"

namespace nodestats::crawler {
namespace {

// Stretches that have ended by `time`.
uint32_t EndedBy(int64_t time, int64_t day_start) {
  uint32_t bits = 0;
  for (int hour = 0; hour < kHoursOfDay; ++hour) {
    if (day_start + (hour + 1) * kHourS <= time) bits |= uint32_t{1} << hour;
  }
  return bits | (bits >> (kHoursOfDay - 1) & 1) << kDayBit;
}

}  // namespace

std::vector<int> RegionsOf(const std::vector<EndpointState>& endpoints,
                           const std::function<int(const std::string& address)>& region_of_address) {
  std::vector<int> regions;
  if (!region_of_address) return regions;
  for (const EndpointState& state : endpoints) {
    const std::string& address = state.endpoint.address;
    const int region = address.empty() ? int{kUnknownRegion} : region_of_address(address);
    regions.push_back(region >= 0 && region < kRegionCount ? region : int{kUnknownRegion});
  }
  return regions;
}

std::array<RegionCounts, kStretchCount> CountRegionNodes(const std::vector<EndpointState>& endpoints,
                                                         const std::vector<int>& regions, const Members& members,
                                                         int64_t day_start_unix_seconds) {
  std::unordered_map<std::string, uint32_t> of_instance;
  std::map<Account, uint32_t> of_recipient;
  for (const Member& member : members.all()) {
    of_instance[member.instance_id] |= member.stretches;
    if (member.recipient != kNoAccount) of_recipient[member.recipient] |= member.stretches;
  }
  std::array<RegionCounts, kStretchCount> counts{};
  for (size_t i = 0; i < regions.size(); ++i) {
    const EndpointState& state = endpoints[i];
    const auto instance = of_instance.find(state.instance_id);
    uint32_t stretches = instance == of_instance.end() ? 0 : instance->second;
    const auto recipient = of_recipient.find(state.endpoint.recipient);
    if (recipient != of_recipient.end()) {
      stretches |= recipient->second & EndedBy(state.newest_end_unix_seconds, day_start_unix_seconds);
    }
    for (size_t stretch = 0; stretch < kStretchCount; ++stretch) {
      RegionNodes& nodes = counts[stretch][static_cast<size_t>(regions[i])];
      ++nodes.known;
      nodes.taking_part += static_cast<int>(stretches >> stretch & 1);
    }
  }
  return counts;
}

}  // namespace nodestats::crawler
