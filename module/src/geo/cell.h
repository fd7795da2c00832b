// The cells of 5 degrees into which positions are coarsened.
#ifndef NODESTATS_GEO_CELL_H_
#define NODESTATS_GEO_CELL_H_

#include <algorithm>
#include <cstdint>

namespace nodestats {

inline constexpr int kCellDegrees = 5;
inline constexpr int kCellLatitudeBands = 180 / kCellDegrees;
inline constexpr int kCellLongitudeBands = 360 / kCellDegrees;
inline constexpr int kCellCount = kCellLatitudeBands * kCellLongitudeBands;
inline constexpr uint16_t kNoCell = UINT16_MAX;

// The cell of a position in degrees: bands of latitude from the south pole, of longitude from 180 W, which run fastest.
// A cell includes its southern and western edges; +90 and +180 are in the last bands. Not a number, or out of range:
// kNoCell.
constexpr uint16_t CellOfPosition(double latitude, double longitude) {
  if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) return kNoCell;
  const int row = std::min(static_cast<int>((latitude + 90) / kCellDegrees), kCellLatitudeBands - 1);
  const int column = std::min(static_cast<int>((longitude + 180) / kCellDegrees), kCellLongitudeBands - 1);
  return static_cast<uint16_t>(row * kCellLongitudeBands + column);
}

}  // namespace nodestats

#endif  // NODESTATS_GEO_CELL_H_
