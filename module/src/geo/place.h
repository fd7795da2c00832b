// Where a peer is, as far as we want to know.
#ifndef NODESTATS_GEO_PLACE_H_
#define NODESTATS_GEO_PLACE_H_

#include <cstdint>

#include "domain/countries.h"
#include "geo/cell.h"

namespace nodestats {

struct Place {
  uint8_t country = kUnknownCountry;
  uint16_t cell = kNoCell;
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_PLACE_H_
