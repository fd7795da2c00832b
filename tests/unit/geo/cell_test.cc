#include "geo/cell.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace nodestats {
namespace {

TEST(Cell, TheGlobeHas2592) {
  EXPECT_EQ(kCellCount, 2592);
  std::set<uint16_t> cells;
  for (double latitude = -87.5; latitude < 90; latitude += 5) {
    for (double longitude = -177.5; longitude < 180; longitude += 5) cells.insert(CellOfPosition(latitude, longitude));
  }
  EXPECT_EQ(cells.size(), 2592u);
  EXPECT_EQ(*cells.begin(), 0);
  EXPECT_EQ(*cells.rbegin(), 2591);
}

TEST(Cell, BandsRunFromTheSouthPoleAndFrom180West) {
  EXPECT_EQ(CellOfPosition(-90, -180), 0);
  EXPECT_EQ(CellOfPosition(-90, -175), 1);
  EXPECT_EQ(CellOfPosition(-85, -180), 72);
  EXPECT_EQ(CellOfPosition(0, 0), 18 * 72 + 36);
  EXPECT_EQ(CellOfPosition(52.52, 13.405), 28 * 72 + 38);   // Berlin
  EXPECT_EQ(CellOfPosition(-33.87, 151.21), 11 * 72 + 66);  // Sydney
  EXPECT_EQ(CellOfPosition(37.77, -122.42), 25 * 72 + 11);  // San Francisco
}

TEST(Cell, HasItsSouthernAndWesternEdges) {
  EXPECT_EQ(CellOfPosition(50, 10), CellOfPosition(54.999, 14.999));
  EXPECT_NE(CellOfPosition(50, 10), CellOfPosition(49.999, 10));
  EXPECT_NE(CellOfPosition(50, 10), CellOfPosition(50, 9.999));
  EXPECT_EQ(CellOfPosition(-0.001, -0.001), 17 * 72 + 35);
  EXPECT_EQ(CellOfPosition(-0.0, -0.0), CellOfPosition(0, 0));
}

TEST(Cell, TheLastBandsHoldTheNorthPoleAnd180East) {
  EXPECT_EQ(CellOfPosition(90, 0), 35 * 72 + 36);
  EXPECT_EQ(CellOfPosition(0, 180), 18 * 72 + 71);
  EXPECT_EQ(CellOfPosition(90, 180), 2591);
}

TEST(Cell, ThereIsNoneOffTheGlobe) {
  EXPECT_EQ(kNoCell, 65535);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, infinity, -infinity, 180.1, -180.1, 1e300, -1e300}) {
    EXPECT_EQ(CellOfPosition(bad, 0), kNoCell) << bad;
    EXPECT_EQ(CellOfPosition(0, bad), kNoCell) << bad;
  }
  EXPECT_EQ(CellOfPosition(std::nextafter(90, 91), 0), kNoCell);
  EXPECT_EQ(CellOfPosition(std::nextafter(-90, -91), 0), kNoCell);
  EXPECT_EQ(CellOfPosition(0, std::nextafter(180, 181)), kNoCell);
}

}  // namespace
}  // namespace nodestats
