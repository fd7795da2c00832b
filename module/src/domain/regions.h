// The regions of the UN's geoscheme.
#ifndef NODESTATS_DOMAIN_REGIONS_H_
#define NODESTATS_DOMAIN_REGIONS_H_

#include <cstdint>
#include <string_view>

namespace nodestats {

// The sub-regions of UN M49 (unstats.un.org/unsd/methodology/m49), with the intermediate regions of Africa and Latin
// America in place of the sub-regions that they make up; continents, and the regions in them, by alphabet.
enum Region : uint8_t {
  kEasternAfrica,
  kMiddleAfrica,
  kNorthernAfrica,
  kSouthernAfrica,
  kWesternAfrica,
  kCaribbean,
  kCentralAmerica,
  kNorthernAmerica,
  kSouthAmerica,
  kCentralAsia,
  kEasternAsia,
  kSouthEasternAsia,
  kSouthernAsia,
  kWesternAsia,
  kEasternEurope,
  kNorthernEurope,
  kSouthernEurope,
  kWesternEurope,
  kAustraliaAndNewZealand,
  kMelanesia,
  kMicronesia,
  kPolynesia,
  kUnknownRegion
};

inline constexpr int kRegionCount = kUnknownRegion + 1;

// The UN's English name of `region`; "Unknown" for the last one and for what is none.
std::string_view RegionName(int region);

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_REGIONS_H_
