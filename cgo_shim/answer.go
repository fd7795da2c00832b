//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"sync/atomic"
	"time"
	"unsafe"
)

// format is a form of the summary.
type format uint32

const (
	formatText         format = C.NODESTATS_FORMAT_TEXT
	formatOpenMetrics  format = C.NODESTATS_FORMAT_OPENMETRICS
	formatMetricFamily format = C.NODESTATS_FORMAT_METRIC_FAMILY
	formatJSON         format = C.NODESTATS_FORMAT_JSON
	formatProtobuf     format = C.NODESTATS_FORMAT_PROTOBUF
)

// liveAnswers counts the answers that are not released yet.
var liveAnswers atomic.Int64

// answer is bytes of the library's, to be given back with release.
type answer struct{ c C.nodestats_answer }

// take calls fill on an empty answer, and keeps what it gave.
func take(fill func(*C.nodestats_answer) C.nodestats_status) (*answer, error) {
	a := &answer{}
	a.c.struct_size = C.sizeof_nodestats_answer
	if err := statusError(fill(&a.c)); err != nil {
		return nil, err
	}
	liveAnswers.Add(1)
	return a, nil
}

// summary gives what is published, in format f; in some formats only the releases whose window ended after since.
func (e *Engine) summary(f format, since int64, acceptGzip bool) (*answer, error) {
	var gzip C.uint32_t
	if acceptGzip {
		gzip = 1
	}
	return take(func(a *C.nodestats_answer) C.nodestats_status {
		return C.nodestats_summary(e.c, C.uint32_t(f), C.int64_t(since), gzip, a)
	})
}

// exact gives the operator's live figures as text or JSON.
func (e *Engine) exact(f format) (*answer, error) {
	return take(func(a *C.nodestats_answer) C.nodestats_status { return C.nodestats_exact(e.c, C.uint32_t(f), a) })
}

// nextToSign gives the message of the oldest release that waits for its signature.
func (e *Engine) nextToSign() (*answer, error) {
	return take(func(a *C.nodestats_answer) C.nodestats_status { return C.nodestats_next_to_sign(e.c, a) })
}

// nextFrozen gives the oldest published release with an id above after, in a form for the disk.
func (e *Engine) nextFrozen(after uint64) (*answer, error) {
	return take(func(a *C.nodestats_answer) C.nodestats_status {
		return C.nodestats_next_frozen(e.c, C.uint64_t(after), a)
	})
}

// body is the answer's bytes where they lie, valid until release.
func (a *answer) body() []byte { return unsafe.Slice((*byte)(a.c.data), int(a.c.size)) }

func (a *answer) id() uint64              { return uint64(a.c.id) }
func (a *answer) gzipped() bool           { return a.c.gzip != 0 }
func (a *answer) etag() string            { return C.GoString(&a.c.etag[0]) }
func (a *answer) lastModified() time.Time { return unixTime(a.c.last_modified_unix_s) }
func (a *answer) nextRelease() time.Time  { return unixTime(a.c.next_release_unix_s) }

func (a *answer) release() {
	C.nodestats_answer_release(&a.c)
	liveAnswers.Add(-1)
}

// unixTime is the zero time for 0, which is how the library says that there is none.
func unixTime(seconds C.int64_t) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
