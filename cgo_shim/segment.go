package nodestats

import (
	"net/netip"
	"time"
)

// MaxRenditions is how many renditions a Segment holds.
const MaxRenditions = 16

// Kind is a sort of job.
type Kind uint32

// Kinds of job; all but KindTranscode are ErrUnsupported so far.
const (
	KindTranscode Kind = 1 + iota
	KindAILive
	KindAIBatch
	KindBYOC
	KindRunner
)

// Outcome is how a segment ended.
type Outcome uint32

// Outcomes of a segment.
const (
	OutcomeOK      Outcome = 1 + iota // every rendition was stored
	OutcomePartial                    // at least one was
	OutcomeFailed                     // none was; it counts in the outcomes and nowhere else
)

// Rendition is one output of a segment. It has the layout of the library's nodestats_rendition.
type Rendition struct {
	Width         uint32 // as asked for, in pixels
	Height        uint32 // as asked for, in pixels
	FrameRateNum  uint32 // frames per second as asked for; 0: as the source
	FrameRateDen  uint32 // its denominator; 0 is taken as 1
	EncodedPixels int64  // measured, over all frames
	Bytes         int64  // of the stored rendition
	EncodedFrames uint32 // that EncodedPixels are of; 0 unknown
	reserved      uint32
}

// Segment is what the library is told of one segment. It is flat and has the very layout of nodestats_segment, so that
// it is handed over as it is, without a copy, a conversion or an allocation.
type Segment struct {
	structSize     uintptr
	Kind           Kind
	Outcome        Outcome
	Broadcaster    [20]byte // the job's sender; zero off-chain: the peer stands for it
	peerSize       uint32
	peer           [16]byte
	SourceWidth    uint32 // in pixels; 0 unknown: inferred from pixels and frames
	SourceHeight   uint32 // in pixels; 0 unknown
	DecodedPixels  int64  // of all source frames
	InputBytes     int64  // of the source segment
	DurationUS     int64  // media time in microseconds
	TurnaroundUS   int64  // arrival to last rendition in microseconds, queueing included
	RenditionCount uint32
	DecodedFrames  uint32 // that DecodedPixels are of; 0 unknown
	Renditions     [MaxRenditions]Rendition
}

// SetPeer names the address of the gateway's socket, as Engine.Peer gives it. The zero Addr is an unknown one.
func (s *Segment) SetPeer(addr netip.Addr) {
	switch {
	case addr.Is4():
		v4 := addr.As4()
		s.peer, s.peerSize = [16]byte{}, uint32(len(v4))
		copy(s.peer[:], v4[:])
	case addr.IsValid():
		s.peer, s.peerSize = addr.As16(), 16
	default:
		s.peer, s.peerSize = [16]byte{}, 0
	}
}

// SetTimes sets the media's duration and the turnaround, rounded down to microseconds.
func (s *Segment) SetTimes(duration, turnaround time.Duration) {
	s.DurationUS, s.TurnaroundUS = duration.Microseconds(), turnaround.Microseconds()
}

// AddRendition appends r. Beyond MaxRenditions it only counts, and RecordSegment then refuses the segment.
func (s *Segment) AddRendition(r Rendition) {
	if s.RenditionCount < MaxRenditions {
		s.Renditions[s.RenditionCount] = r
	}
	s.RenditionCount++
}
