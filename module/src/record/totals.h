// Exact sums of segments, which need no bound for each stream.
#ifndef NODESTATS_RECORD_TOTALS_H_
#define NODESTATS_RECORD_TOTALS_H_

#include <cstdint>

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "hour/tally.h"
#include "record/measure.h"

namespace nodestats {

struct Totals {
  int64_t encoded_pixels[kRungCount] = {};
  int64_t segments[kOutcomeCount * kSpeedCount] = {};
  int64_t decoded_pixels = 0;
  int64_t media_us = 0;
  int64_t input_bytes = 0;
  int64_t output_bytes = 0;

  void Add(const Measured& measured) {
    ++segments[measured.outcome_speed];
    if (measured.failed) return;
    for (uint32_t i = 0; i < measured.rendition_count; ++i) {
      int64_t& pixels = encoded_pixels[measured.rung[i]];
      pixels = SaturatingAdd(pixels, measured.encoded_pixels[i]);
    }
    decoded_pixels = SaturatingAdd(decoded_pixels, measured.decoded_pixels);
    media_us = SaturatingAdd(media_us, measured.duration_us);
    input_bytes = SaturatingAdd(input_bytes, measured.input_bytes);
    output_bytes = SaturatingAdd(output_bytes, measured.output_bytes);
  }

  void Add(const Totals& other);

  // Adds these sums to the vectors of the same names.
  void Settle(Tally* tally) const;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_TOTALS_H_
