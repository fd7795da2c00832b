#include "domain/regions.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nodestats {
namespace {

TEST(Regions, AreTheTwentyTwoOfTheUnAndUnknownLast) {
  std::set<std::string_view> names;
  for (int region = 0; region < kRegionCount; ++region) names.insert(RegionName(region));
  EXPECT_EQ(kRegionCount, 23);
  EXPECT_EQ(names.size(), 23u);
  EXPECT_EQ(kUnknownRegion, 22);
  EXPECT_EQ(RegionName(kUnknownRegion), "Unknown");
}

TEST(Regions, HaveTheNamesThatTheUnGives) {
  EXPECT_EQ(RegionName(kEasternAfrica), "Eastern Africa");
  EXPECT_EQ(RegionName(kMiddleAfrica), "Middle Africa");
  EXPECT_EQ(RegionName(kNorthernAfrica), "Northern Africa");
  EXPECT_EQ(RegionName(kSouthernAfrica), "Southern Africa");
  EXPECT_EQ(RegionName(kWesternAfrica), "Western Africa");
  EXPECT_EQ(RegionName(kCaribbean), "Caribbean");
  EXPECT_EQ(RegionName(kCentralAmerica), "Central America");
  EXPECT_EQ(RegionName(kNorthernAmerica), "Northern America");
  EXPECT_EQ(RegionName(kSouthAmerica), "South America");
  EXPECT_EQ(RegionName(kCentralAsia), "Central Asia");
  EXPECT_EQ(RegionName(kEasternAsia), "Eastern Asia");
  EXPECT_EQ(RegionName(kSouthEasternAsia), "South-eastern Asia");
  EXPECT_EQ(RegionName(kSouthernAsia), "Southern Asia");
  EXPECT_EQ(RegionName(kWesternAsia), "Western Asia");
  EXPECT_EQ(RegionName(kEasternEurope), "Eastern Europe");
  EXPECT_EQ(RegionName(kNorthernEurope), "Northern Europe");
  EXPECT_EQ(RegionName(kSouthernEurope), "Southern Europe");
  EXPECT_EQ(RegionName(kWesternEurope), "Western Europe");
  EXPECT_EQ(RegionName(kAustraliaAndNewZealand), "Australia and New Zealand");
  EXPECT_EQ(RegionName(kMelanesia), "Melanesia");
  EXPECT_EQ(RegionName(kMicronesia), "Micronesia");
  EXPECT_EQ(RegionName(kPolynesia), "Polynesia");
}

TEST(Regions, WhatIsNoRegionIsUnknown) {
  EXPECT_EQ(RegionName(-1), "Unknown");
  EXPECT_EQ(RegionName(kRegionCount), "Unknown");
}

}  // namespace
}  // namespace nodestats
