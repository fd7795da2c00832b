package node

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/media"
)

func made(renditions, asked int) outcome {
	o := outcome{asked: asked, inputBytes: 1000, duration: 2 * time.Second, turnaround: 500 * time.Millisecond}
	o.Source = media.Source{Size: media.Size{Width: 1280, Height: 720}}
	o.DecodedFrames, o.DecodedPixels = 48, 48*1280*720
	for range renditions {
		o.Renditions = append(o.Renditions, media.Rendition{
			Profile: media.Profile{Name: "360p", Width: 640, Height: 640, FrameRateNum: 24, FrameRateDen: 1},
			Size:    media.Size{Width: 640, Height: 360}, Frames: 48, Bytes: 300,
		})
	}
	return o
}

func TestTheRenditionsMadeDecideTheOutcome(t *testing.T) {
	tests := []struct {
		made, asked, status int
		kind                nodestats.Outcome
		name                string
	}{
		{3, 3, http.StatusOK, nodestats.OutcomeOK, "ok"},
		{1, 3, http.StatusOK, nodestats.OutcomePartial, "partial"},
		{0, 3, http.StatusUnprocessableEntity, nodestats.OutcomeFailed, "failed"},
	}
	for _, test := range tests {
		got := made(test.made, test.asked)
		if got.kind() != test.kind || got.httpStatus() != test.status || got.answer().Outcome != test.name {
			t.Errorf("%d of %d: %v, %d, %s", test.made, test.asked, got.kind(), got.httpStatus(), got.answer().Outcome)
		}
	}
}

func TestWhatIsCountedIsWhatWasMeasuredOfTheSizeAskedFor(t *testing.T) {
	segment := made(2, 2).segment()
	rendition := nodestats.Rendition{
		Width: 640, Height: 640, FrameRateNum: 24, FrameRateDen: 1, EncodedPixels: 48 * 640 * 360,
		EncodedFrames: 48, Bytes: 300,
	}
	if segment.RenditionCount != 2 || segment.Renditions[1] != rendition || segment.Renditions[2] != (nodestats.Rendition{}) {
		t.Errorf("%d renditions: %+v", segment.RenditionCount, segment.Renditions[:3])
	}
	if segment.Kind != nodestats.KindTranscode || segment.SourceWidth != 1280 || segment.SourceHeight != 720 ||
		segment.DecodedPixels != 48*1280*720 || segment.DecodedFrames != 48 || segment.InputBytes != 1000 ||
		segment.DurationUS != 2_000_000 || segment.TurnaroundUS != 500_000 {
		t.Errorf("%+v", segment)
	}
}

func TestTheAnswerTellsTheReason(t *testing.T) {
	failed := made(0, 1)
	failed.err = errors.New("no video")
	if answer := failed.answer(); answer.Error != "no video" || answer.Renditions == nil || answer.Source.Bytes != 1000 {
		t.Errorf("%+v", answer)
	}
}

// post sends a segment to a node without statistics.
func post(n *Node, body []byte) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	request := httptest.NewRequest("POST", "/segment?manifest=m&profiles=64x64:10000", bytes.NewReader(body))
	n.serveSegment(answer, request)
	return answer
}

func TestASegmentThatIsTooLargeIsRefusedAndLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	n := &Node{transcoder: newTranscoder()}
	if answer := post(n, make([]byte, maxSegmentBytes+1)); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if answer := post(n, []byte("garbage")); answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "*")); err != nil || len(left) != 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

func TestAFullQueueTakesNoMoreSegments(t *testing.T) {
	n := &Node{transcoder: transcoder{running: make(chan struct{}, 1), waiting: make(chan struct{}, 1)}}
	leave, err := n.transcoder.enter()
	if err != nil {
		t.Fatal(err)
	}
	if answer := post(n, nil); answer.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	leave()
	if answer := post(n, nil); answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("after leaving: %d %s", answer.Code, answer.Body)
	}
}
