// From a segment as it came in to what is counted of it.
#ifndef NODESTATS_RECORD_MEASURE_H_
#define NODESTATS_RECORD_MEASURE_H_

#include <cstdint>

#include "nodestats/nodestats.h"

namespace nodestats {

// What a checked segment adds to the figures, while the segment exists. A failed one fills `outcome_speed` and `failed`
// alone.
struct Measured {
  int64_t duration_us;
  int64_t decoded_pixels;
  int64_t input_bytes;
  int64_t output_bytes;
  uint32_t rendition_count;
  uint8_t rung[NODESTATS_MAX_RENDITIONS];
  int64_t encoded_pixels[NODESTATS_MAX_RENDITIONS];
  uint8_t source_rung;               // of the size that the host gives, else kUnknownRung
  const nodestats_segment* segment;  // whose pixels tell something of the source's size; or null
  uint8_t pixel_rate;                // class of all renditions' pixels together
  uint8_t outcome_speed;             // place in the vector of segments
  bool failed;                       // counts in the outcomes and nowhere else
};

// Checks `segment` and fills `*measured`. Errors as of nodestats_record_segment(): EINVAL, EUNSUPPORTED.
nodestats_status Measure(const nodestats_segment& segment, Measured* measured);

}  // namespace nodestats

#endif  // NODESTATS_RECORD_MEASURE_H_
