//go:build nodestats && cgo

package bench

/*
#cgo pkg-config: nodestats
#include <nodestats/nodestats.h>
#include <string.h>

enum { kIDSize = 36 };

// An engine in the default mode, in the hour that begins at now_unix_ms; null where it cannot be had.
static nodestats_engine* open_engine(int64_t now_unix_ms) {
  nodestats_config config;
  nodestats_engine* engine = NULL;
  nodestats_config_init(&config);
  if (nodestats_open(&config, &engine) != NODESTATS_OK) return NULL;
  if (nodestats_advance(engine, now_unix_ms) == NODESTATS_OK) return engine;
  nodestats_close(engine);
  return NULL;
}

// Records a segment of each of `count` streams in turn, `calls` in all, and gives the number of calls that failed. `ids`
// is their manifest ids, of kIDSize bytes each; of the address of its broadcaster, a stream has its last two bytes.
static int64_t record_loop(nodestats_engine* engine, const nodestats_segment* like, const char* ids, uint32_t count,
                           int64_t calls) {
  nodestats_segment segment = *like;
  int64_t failed = 0;
  uint32_t next = 0;
  for (int64_t i = 0; i < calls; ++i) {
    segment.broadcaster[18] = (uint8_t)(next >> 8);
    segment.broadcaster[19] = (uint8_t)next;
    failed += nodestats_record_segment(engine, &segment, ids + (size_t)next * kIDSize, kIDSize) != NODESTATS_OK;
    if (++next == count) next = 0;
  }
  return failed;
}
*/
import "C"

import (
	"errors"
	"strings"
	"time"
	"unsafe"

	"github.com/livepeer/nodestats/cgo_shim"
)

// library is an engine that is driven from C alone, as the measure of what Go adds.
type library struct{ engine *C.nodestats_engine }

func openLibrary(now time.Time) (library, error) {
	engine := C.open_engine(C.int64_t(now.UnixMilli()))
	if engine == nil {
		return library{}, errors.New("the library cannot be opened")
	}
	return library{engine}, nil
}

func (l library) close() { C.nodestats_close(l.engine) }

// record records calls segments like the given one, in turn of each of the streams ids.
func (l library) record(like *nodestats.Segment, ids []string, calls int) error {
	joined := []byte(strings.Join(ids, ""))
	if len(joined) != len(ids)*C.kIDSize {
		return errors.New("ids of another size")
	}
	segment := *(*C.nodestats_segment)(unsafe.Pointer(like))
	segment.struct_size = C.sizeof_nodestats_segment
	if C.record_loop(l.engine, &segment, (*C.char)(unsafe.Pointer(&joined[0])), C.uint32_t(len(ids)), C.int64_t(calls)) != 0 {
		return errors.New("a segment was refused")
	}
	return nil
}
