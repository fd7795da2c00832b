#include "record/measure.h"

#include "domain/buckets.h"
#include "domain/rungs.h"
#include "domain/windows.h"

namespace nodestats {
namespace {

constexpr uint32_t kMaxSide = 16384;
constexpr int64_t kMaxAmount = int64_t{1} << 50;  // sixteen of them still add up

bool Within(int64_t value, int64_t low, int64_t high) { return low <= value && value <= high; }

bool ValidOutcome(const nodestats_segment& segment) {
  const bool failed = segment.outcome == NODESTATS_OUTCOME_FAILED;
  return Within(segment.outcome, NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_FAILED) &&
         Within(segment.rendition_count, failed ? 0 : 1, NODESTATS_MAX_RENDITIONS) &&
         Within(segment.duration_us, failed ? 0 : 1, kHourUs) &&
         Within(segment.turnaround_us, failed ? 0 : 1, kMaxAmount);
}

bool ValidSource(const nodestats_segment& segment) {
  return (segment.source_width == 0) == (segment.source_height == 0) && segment.source_width <= kMaxSide &&
         segment.source_height <= kMaxSide && Within(segment.decoded_pixels, 0, kMaxAmount) &&
         Within(segment.input_bytes, 0, kMaxAmount);
}

bool ValidPeer(const nodestats_segment& segment) {
  return segment.peer_size == 4 || segment.peer_size == 16 || segment.peer_size == 0;
}

bool Valid(const nodestats_rendition& rendition) {
  return Within(rendition.width, 1, kMaxSide) && Within(rendition.height, 1, kMaxSide) &&
         Within(rendition.encoded_pixels, 0, kMaxAmount) && Within(rendition.bytes, 0, kMaxAmount) &&
         rendition.reserved == 0;
}

}  // namespace

nodestats_status Measure(const nodestats_segment& segment, Measured* measured) {
  if (segment.struct_size != sizeof segment) return NODESTATS_EINVAL;
  if (!Within(segment.kind, NODESTATS_KIND_TRANSCODE, NODESTATS_KIND_RUNNER)) return NODESTATS_EINVAL;
  if (segment.kind != NODESTATS_KIND_TRANSCODE) return NODESTATS_EUNSUPPORTED;
  if (!ValidOutcome(segment) || !ValidSource(segment) || !ValidPeer(segment)) return NODESTATS_EINVAL;

  int64_t encoded_pixels = 0;
  int64_t output_bytes = 0;
  for (uint32_t i = 0; i < segment.rendition_count; ++i) {
    const nodestats_rendition& rendition = segment.renditions[i];
    if (!Valid(rendition)) return NODESTATS_EINVAL;
    measured->rung[i] = static_cast<uint8_t>(RungOfSize(rendition.width, rendition.height));
    measured->encoded_pixels[i] = rendition.encoded_pixels;
    output_bytes += rendition.bytes;
    encoded_pixels += rendition.encoded_pixels;
  }
  measured->failed = segment.outcome == NODESTATS_OUTCOME_FAILED;
  measured->outcome_speed =
      static_cast<uint8_t>((static_cast<int>(segment.outcome) - NODESTATS_OUTCOME_OK) * kSpeedCount +
                           SpeedBucket(segment.duration_us, segment.turnaround_us));
  if (measured->failed) return NODESTATS_OK;
  measured->duration_us = segment.duration_us;
  measured->decoded_pixels = segment.decoded_pixels;
  measured->input_bytes = segment.input_bytes;
  measured->output_bytes = output_bytes;
  measured->rendition_count = segment.rendition_count;
  measured->source_rung = static_cast<uint8_t>(
      segment.source_width != 0 ? RungOfSize(segment.source_width, segment.source_height) : kUnknownRung);
  measured->segment = &segment;
  measured->pixel_rate = static_cast<uint8_t>(PixelRateBucket(encoded_pixels, segment.duration_us));
  return NODESTATS_OK;
}

}  // namespace nodestats
