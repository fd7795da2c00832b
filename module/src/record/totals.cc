#include "record/totals.h"

namespace nodestats {

void Totals::Add(const Totals& other) {
  for (int i = 0; i < kRungCount; ++i) encoded_pixels[i] = SaturatingAdd(encoded_pixels[i], other.encoded_pixels[i]);
  for (int i = 0; i < kOutcomeCount * kSpeedCount; ++i) segments[i] = SaturatingAdd(segments[i], other.segments[i]);
  decoded_pixels = SaturatingAdd(decoded_pixels, other.decoded_pixels);
  media_us = SaturatingAdd(media_us, other.media_us);
  input_bytes = SaturatingAdd(input_bytes, other.input_bytes);
  output_bytes = SaturatingAdd(output_bytes, other.output_bytes);
}

void Totals::Settle(Tally* tally) const {
  for (int i = 0; i < kRungCount; ++i) tally->Add(kEncodedPixels, i, encoded_pixels[i]);
  for (int i = 0; i < kOutcomeCount * kSpeedCount; ++i) tally->Add(kSegments, i, segments[i]);
  tally->Add(kDecodedPixels, 0, decoded_pixels);
  tally->Add(kMediaSeconds, 0, media_us);
  tally->Add(kInputBytes, 0, input_bytes);
  tally->Add(kOutputBytes, 0, output_bytes);
}

}  // namespace nodestats
