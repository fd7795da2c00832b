//go:build nodestats && cgo

package nodestats

/*
#include <nodestats/nodestats.h>

// The id is bytes to Go: of a void pointer cgo would look up, at each call, in which heap object it lies.
static inline nodestats_status record_segment(nodestats_engine* engine, const nodestats_segment* segment,
	const uint8_t* id, size_t id_size) {
	return nodestats_record_segment(engine, segment, id, id_size);
}

#cgo noescape record_segment
#cgo nocallback record_segment
*/
import "C"

import "unsafe"

// RecordSegment counts seg as one of the stream manifestID, in the hour of the last Advance. It does not keep seg,
// which may lie on the caller's stack but must not be another goroutine's at the same time; it allocates nothing and
// blocks for no longer than another record call.
// Errors: ErrInvalid, ErrUnsupported (kind), ErrClock (no open hour), ErrFull. They are counted in the exact view.
func (e *Engine) RecordSegment(manifestID string, seg *Segment) error {
	if e.off() {
		return nil
	}
	if seg != nil {
		seg.structSize = unsafe.Sizeof(*seg)
	}
	return statusError(C.record_segment(e.c, (*cSegment)(unsafe.Pointer(seg)),
		(*C.uint8_t)(unsafe.StringData(manifestID)), C.size_t(len(manifestID))))
}
