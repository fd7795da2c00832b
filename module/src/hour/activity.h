// The open hour's peaks and instants.
#ifndef NODESTATS_HOUR_ACTIVITY_H_
#define NODESTATS_HOUR_ACTIVITY_H_

#include "hour/tally.h"
#include "record/stream_table.h"

namespace nodestats {

// Raises the peaks of the node, its regions and its countries to `active`, where that is more.
void RaisePeaks(const ActiveStreams& active, Tally* tally);

// Sets instant `instant` (0 is :05) of the node, its regions and its countries.
void SetInstant(const ActiveStreams& active, int instant, Tally* tally);

// The instant (0 is :05) that lies after `before_ms` and not after `now_ms`, in ms from the hour's start, or -1. The
// two are at most a minute apart.
int InstantBetween(int64_t before_ms, int64_t now_ms);

// When an instant is taken, in ms from the hour's start: the last one just before the hour's end.
int64_t InstantMs(int instant);

}  // namespace nodestats

#endif  // NODESTATS_HOUR_ACTIVITY_H_
