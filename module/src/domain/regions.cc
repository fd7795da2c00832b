#include "domain/regions.h"

namespace nodestats {
namespace {

constexpr std::string_view kNames[] = {"Eastern Africa",
                                       "Middle Africa",
                                       "Northern Africa",
                                       "Southern Africa",
                                       "Western Africa",
                                       "Caribbean",
                                       "Central America",
                                       "Northern America",
                                       "South America",
                                       "Central Asia",
                                       "Eastern Asia",
                                       "South-eastern Asia",
                                       "Southern Asia",
                                       "Western Asia",
                                       "Eastern Europe",
                                       "Northern Europe",
                                       "Southern Europe",
                                       "Western Europe",
                                       "Australia and New Zealand",
                                       "Melanesia",
                                       "Micronesia",
                                       "Polynesia",
                                       "Unknown"};
static_assert(sizeof(kNames) / sizeof(kNames[0]) == kRegionCount);

}  // namespace

std::string_view RegionName(int region) {
  return kNames[region >= 0 && region < kRegionCount ? region : static_cast<int>(kUnknownRegion)];
}

}  // namespace nodestats
