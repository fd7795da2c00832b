package node

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/media"
)

// serveSegment transcodes the MPEG-TS segment in the body, has it counted, and answers with what was made of it.
func (n *Node) serveSegment(w http.ResponseWriter, r *http.Request) {
	wanted, err := parseRequest(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	leave, err := n.transcoder.enter()
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	defer leave()
	folder, inputBytes, discard, err := receive(http.MaxBytesReader(w, r.Body, maxSegmentBytes))
	if err != nil {
		refuseBody(w, err)
		return
	}
	defer discard()
	arrived := time.Now()
	result, err := n.transcoder.transcode(folder, wanted.profiles)
	done := outcome{result, inputBytes, wanted.duration, time.Since(arrived), len(wanted.profiles), err}
	n.record(r, wanted, done)
	writeJSON(w, done.httpStatus(), done.answer())
}

func refuseBody(w http.ResponseWriter, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		http.Error(w, fmt.Sprintf("a segment has at most %d bytes", tooLarge.Limit), http.StatusRequestEntityTooLarge)
		return
	}
	http.Error(w, "the segment could not be received: "+err.Error(), http.StatusBadRequest)
}

// record counts the segment. What goes wrong here is logged and nothing else: statistics never fail a segment.
func (n *Node) record(r *http.Request, wanted request, done outcome) {
	segment := done.segment()
	segment.Broadcaster = wanted.sender
	segment.SetPeer(n.config.Engine.Peer(r.RemoteAddr, r.Header))
	if err := n.config.Engine.RecordSegment(wanted.manifest, &segment); err != nil {
		n.config.Log(fmt.Sprintf("a segment was not counted: %v", err))
	}
}

// outcome is how a segment ended.
type outcome struct {
	media.Result
	inputBytes int64
	duration   time.Duration // of the media
	turnaround time.Duration
	asked      int // renditions
	err        error
}

func (o outcome) kind() nodestats.Outcome {
	switch len(o.Renditions) {
	case o.asked:
		return nodestats.OutcomeOK
	case 0:
		return nodestats.OutcomeFailed
	default:
		return nodestats.OutcomePartial
	}
}

func (o outcome) httpStatus() int {
	if o.kind() == nodestats.OutcomeFailed {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// segment is what is counted.
func (o outcome) segment() nodestats.Segment {
	segment := nodestats.Segment{
		Kind:          nodestats.KindTranscode,
		Outcome:       o.kind(),
		SourceWidth:   uint32(o.Source.Width),
		SourceHeight:  uint32(o.Source.Height),
		DecodedPixels: o.DecodedPixels,
		DecodedFrames: uint32(o.DecodedFrames),
		InputBytes:    o.inputBytes,
	}
	segment.SetTimes(o.duration, o.turnaround)
	for _, r := range o.Renditions {
		segment.AddRendition(nodestats.Rendition{
			Width: uint32(r.Profile.Width), Height: uint32(r.Profile.Height),
			FrameRateNum: uint32(r.Profile.FrameRateNum), FrameRateDen: uint32(r.Profile.FrameRateDen),
			EncodedPixels: r.Pixels(), EncodedFrames: uint32(r.Frames), Bytes: r.Bytes,
		})
	}
	return segment
}
