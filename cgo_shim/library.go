//go:build nodestats && cgo

package nodestats

/*
#cgo pkg-config: nodestats
#include <stdlib.h>
#include <nodestats/nodestats.h>
*/
import "C"

import (
	"fmt"
	"sync/atomic"
	"unsafe"
)

// What this package hands to the library as it is has to agree with the header: if not, the key is a duplicate and the
// package does not compile.
var _ = map[bool]struct{}{
	false: {},
	unsafe.Sizeof(Segment{}) == C.sizeof_nodestats_segment &&
		unsafe.Sizeof(Rendition{}) == C.sizeof_nodestats_rendition &&
		MaxRenditions == C.NODESTATS_MAX_RENDITIONS && MaxNodeURIs == C.NODESTATS_MAX_NODE_URIS &&
		maxNodeURISize == C.NODESTATS_MAX_NODE_URI_SIZE &&
		KindTranscode == C.NODESTATS_KIND_TRANSCODE && KindAILive == C.NODESTATS_KIND_AI_LIVE &&
		KindAIBatch == C.NODESTATS_KIND_AI_BATCH && KindBYOC == C.NODESTATS_KIND_BYOC &&
		KindRunner == C.NODESTATS_KIND_RUNNER &&
		OutcomeOK == C.NODESTATS_OUTCOME_OK && OutcomePartial == C.NODESTATS_OUTCOME_PARTIAL &&
		OutcomeFailed == C.NODESTATS_OUTCOME_FAILED &&
		PeersNone == C.NODESTATS_PEERS_NONE && PeersOne == C.NODESTATS_PEERS_ONE &&
		PeersPrivate == C.NODESTATS_PEERS_PRIVATE && PeersPublic == C.NODESTATS_PEERS_PUBLIC &&
		ErrInvalid == C.NODESTATS_EINVAL && ErrFull == C.NODESTATS_EFULL &&
		ErrUnsupported == C.NODESTATS_EUNSUPPORTED && ErrClock == C.NODESTATS_ECLOCK &&
		ErrNone == C.NODESTATS_ENONE && ErrExists == C.NODESTATS_EEXIST && ErrFuture == C.NODESTATS_EFUTURE &&
		ErrExpired == C.NODESTATS_EEXPIRED && ErrDamaged == C.NODESTATS_EDAMAGED && ErrGeoOpen == C.NODESTATS_EGEOOPEN &&
		ErrGeoInvalid == C.NODESTATS_EGEOINVALID && ErrGeoType == C.NODESTATS_EGEOTYPE &&
		ErrGeoSize == C.NODESTATS_EGEOSIZE && ErrNoMemory == C.NODESTATS_ENOMEM &&
		ErrSystem == C.NODESTATS_ESYSTEM && ErrInternal == C.NODESTATS_EINTERNAL: {},
}

// Names by which the tests compare layouts, since a test file cannot import "C".
type (
	cSegment   = C.nodestats_segment
	cRendition = C.nodestats_rendition
)

// liveStrings counts the C strings that are not freed yet.
var liveStrings atomic.Int64

// Available tells whether this binary holds the library.
func Available() bool { return true }

// Error returns the library's line on s: what it means and what to do about it.
func (s Status) Error() string { return C.GoString(C.nodestats_status_text(C.nodestats_status(s))) }

// statusError turns what the library returned into an error, without an allocation.
func statusError(status C.nodestats_status) error {
	if status == C.NODESTATS_OK {
		return nil
	}
	return Status(status)
}

func libraryVersion() string { return C.GoString(C.nodestats_version()) }

const headerVersion = C.NODESTATS_VERSION

// checkVersion refuses a library that is not the one whose header this package was compiled with.
func checkVersion(library, header string) error {
	if library == header {
		return nil
	}
	return fmt.Errorf("nodestats: linked with library %s, but compiled for %s: build again with one of them",
		library, header)
}

// cString copies s to C. An empty one is a null pointer. To be freed with freeString.
func cString(s string) *C.char {
	if s == "" {
		return nil
	}
	liveStrings.Add(1)
	return C.CString(s)
}

func freeString(s *C.char) {
	if s != nil {
		liveStrings.Add(-1)
		C.free(unsafe.Pointer(s))
	}
}
