package integration

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Segments that are not one size, one clock and sound beside it.
const oddSegments = "../../refnode/internal/media/testdata"

// pixelsIn has ffprobe decode a file, and adds up its frames, each in its own size.
func pixelsIn(t *testing.T, path string) (frames, pixels int64) {
	t.Helper()
	output, err := exec.Command("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_frames",
		"-show_entries", "frame=width,height", "-of", "json", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen struct {
		Frames []struct{ Width, Height int64 }
	}
	if err := json.Unmarshal(output, &seen); err != nil {
		t.Fatal(err)
	}
	for _, frame := range seen.Frames {
		frames, pixels = frames+1, pixels+frame.Width*frame.Height
	}
	return frames, pixels
}

func TestOddSegmentsCountAsInTheRealNode(t *testing.T) {
	tests := map[string]struct {
		durationMS int64
		rendition  video // of 640x360
	}{
		"portrait.ts":           {1000, video{Width: 360, Height: 640}},
		"size-change.ts":        {2000, video{Width: 640, Height: 426}},
		"jump-200.ts":           {2000, video{Width: 640, Height: 426}},
		"pmt-aac-no-packets.ts": {1000, video{Width: 640, Height: 426}},
	}
	n := start(t, t.TempDir(), binned(t, "2026-11-20T10:59:59Z")...)
	n.advanceTo(t, "2026-11-20T11:00:10Z")
	var seconds, decoded, encoded float64
	for name, test := range tests {
		path := filepath.Join(oddSegments, name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		answer := n.ask(t, http2, http.MethodPost, n.url+"/segment?manifest="+name+"&profiles=640x360:500000", data,
			"Content-Duration", fmt.Sprint(test.durationMS))
		var got made
		if err := json.Unmarshal(answer.body, &got); err != nil || got.Outcome != "ok" || len(got.Renditions) != 1 {
			t.Errorf("%s: %v: %s", name, err, answer.body)
			continue
		}
		frames, pixels := pixelsIn(t, path)
		if got.DurationMS != test.durationMS || got.Source.Frames != frames || got.Source.Pixels != pixels {
			t.Errorf("%s: %d ms of %+v, not %d ms of %d frames with %d pixels", name, got.DurationMS, got.Source, test.durationMS, frames, pixels)
		}
		want := int64(test.rendition.Width*test.rendition.Height) * frames
		if r := got.Renditions[0]; r.Width != test.rendition.Width || r.Height != test.rendition.Height || r.Pixels != want {
			t.Errorf("%s: %+v, not %d pixels of %+v", name, r, want, test.rendition)
		}
		seconds, decoded, encoded = seconds+float64(test.durationMS)/1000, decoded+float64(pixels), encoded+float64(want)
	}
	n.advanceTo(t, "2026-11-20T12:00:10Z")
	hour := &ofWindow(n.releases(t, ""), "WINDOW_1H")[0]
	requireFigures(t, hour, "media_seconds", only(seconds))
	requireFigures(t, hour, "decoded_pixels", only(decoded))
	requireFigures(t, hour, "encoded_pixels", figures{"360p": encoded})
}
