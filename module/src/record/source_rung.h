// The rung of a segment's source, which the host may not know.
#ifndef NODESTATS_RECORD_SOURCE_RUNG_H_
#define NODESTATS_RECORD_SOURCE_RUNG_H_

#include "nodestats/nodestats.h"

namespace nodestats {

// The rung of the source's size where the host gives it. Else what decoded pixels, duration and renditions tell: the
// rung that all common sizes share which fit them, or kUnknownRung where none fits or they differ. `segment` is checked
// and not failed.
int SourceRung(const nodestats_segment& segment);

}  // namespace nodestats

#endif  // NODESTATS_RECORD_SOURCE_RUNG_H_
