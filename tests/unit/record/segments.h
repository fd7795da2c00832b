// Segments as gateways send them.
#ifndef NODESTATS_TESTS_UNIT_RECORD_SEGMENTS_H_
#define NODESTATS_TESTS_UNIT_RECORD_SEGMENTS_H_

#include <cstdint>
#include <initializer_list>

#include "nodestats/nodestats.h"

namespace nodestats {

struct FrameSize {
  uint32_t width;
  uint32_t height;
};

// A stored rendition of `frames` frames that has the source's frame rate and just the size asked for.
inline nodestats_rendition RenditionOf(FrameSize size, int64_t frames) {
  nodestats_rendition rendition = {};
  rendition.width = size.width;
  rendition.height = size.height;
  rendition.encoded_pixels = int64_t{size.width} * size.height * frames;
  rendition.bytes = 100'000;
  return rendition;
}

// A segment whose source, of a size that the host does not tell, has `frames` frames.
inline nodestats_segment SegmentOf(FrameSize source, int64_t frames, int64_t duration_us,
                                   std::initializer_list<FrameSize> renditions) {
  nodestats_segment segment = {};
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.broadcaster[0] = 0xb1;
  segment.peer_size = 4;
  segment.decoded_pixels = int64_t{source.width} * source.height * frames;
  segment.input_bytes = 500'000;
  segment.duration_us = duration_us;
  segment.turnaround_us = 1'000'000;
  for (const FrameSize size : renditions) segment.renditions[segment.rendition_count++] = RenditionOf(size, frames);
  return segment;
}

// Two seconds of 720p at 30 frames a second, with a usual ladder.
inline nodestats_segment UsualSegment() {
  return SegmentOf({1280, 720}, 60, 2'000'000, {{854, 480}, {640, 360}, {426, 240}, {256, 144}});
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RECORD_SEGMENTS_H_
