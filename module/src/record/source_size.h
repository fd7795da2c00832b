// The search for the size that a stream's source has.
#ifndef NODESTATS_RECORD_SOURCE_SIZE_H_
#define NODESTATS_RECORD_SOURCE_SIZE_H_

#include "nodestats/nodestats.h"
#include "record/source_evidence.h"

namespace nodestats {

// The rung of the source's size, by what all segments have told so far and by one of them, which is checked and tells
// pixels; or kUnknownRung. All sizes and rates are tried that fit every count: the rung is known where what fits with
// that rung is far more usual than all that fits with another one.
// Takes microseconds: not to be asked with each segment.
int SearchSourceRung(const SourceEvidence& evidence, const nodestats_segment& segment);

}  // namespace nodestats

#endif  // NODESTATS_RECORD_SOURCE_SIZE_H_
