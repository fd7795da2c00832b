// What the segments of a stream-hour tell of its source's size.
#ifndef NODESTATS_RECORD_SOURCE_EVIDENCE_H_
#define NODESTATS_RECORD_SOURCE_EVIDENCE_H_

#include <cstdint>

#include "domain/rungs.h"
#include "record/measure.h"

namespace nodestats {

inline constexpr double kMostFramesASecond = 61.5;  // of sources whose segments have no common number of frames

// Part of a stream-hour's row: plain data, all zero at its start. A stream-hour has one source. Where its segments are
// of several sizes, they vote (Boyer and Moore): one that has five of eight segments is found.
struct SourceEvidence {
  enum Kind : uint8_t { kNone, kPixels, kFrames, kGiven };  // each one wins over those before it
  static constexpr int kTracked = 2;

  // What holds for all segments that agree:
  uint64_t decoded_common;            // largest common divisor of decoded pixels; of kFrames: the area of a frame
  uint64_t encoded_common[kTracked];  // likewise of the largest renditions' pixels
  float pixels;                       // decoded, and
  float seconds;                      // of media: for the frame rate
  uint16_t summed;                    // segments in these two sums
  uint16_t segments;                  // that told anything of this kind; no more than this holds are looked at
  uint16_t lead;                      // of those that agree over the others; at 0 the next segment's size leads
  uint16_t last_count;                // the last one's pixels over the common divisor, modulo 2^16
  uint16_t ladder;                    // hash of what was asked for of the tracked renditions
  uint8_t tracked[kTracked];          // which these are
  uint8_t changes;                    // how often a segment's number of frames was not the one before's, up to 255
  Kind kind;
  uint8_t rung;  // that the agreeing segments tell so far

  // Takes what a segment tells that did not fail.
  void Add(const Measured& measured);

  // Of the stream-hour's source, or kUnknownRung.
  uint8_t Rung() const { return 4 * lead > segments ? rung : static_cast<uint8_t>(kUnknownRung); }

  // A divisor of the pixels that rendition `i` has in all segments, or 0 where it is not tracked.
  uint64_t EncodedCommon(const nodestats_segment& segment, uint32_t i) const;

 private:
  void AddGiven(uint8_t given);
  void AddPixels(const nodestats_segment& segment);
  void Agree(const nodestats_segment& segment, uint64_t common, uint64_t count);
  void Restart(Kind new_kind, uint8_t new_rung);
  void RestartPixels(const nodestats_segment& segment, Kind new_kind, uint64_t decoded);
  bool Track(const nodestats_segment& segment);
  bool IsFarFromMean(const nodestats_segment& segment) const;
  uint16_t LadderOf(const nodestats_segment& segment) const;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_SOURCE_EVIDENCE_H_
