//go:build nodestats && cgo

package node

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

func TestAStatisticsFailureIsLoggedAndFailsNoSegment(t *testing.T) {
	segment, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-frames:v", "5",
		"-c:v", "libx264", "-f", "mpegts", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := nodestats.Open(nodestats.Config{Privacy: nodestats.PrivacyBinned})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var log []string
	n := &Node{transcoder: newTranscoder(), config: Config{Engine: engine, Log: func(line string) { log = append(log, line) }}}
	// Nobody has told the engine the time, so that it cannot count.
	if answer := post(n, segment); answer.Code != http.StatusOK || len(log) != 1 || !strings.Contains(log[0], "not counted") {
		t.Errorf("%d %s, logged %q", answer.Code, answer.Body, log)
	}
	if err := engine.Advance(noon); err != nil {
		t.Fatal(err)
	}
	if answer := post(n, segment); answer.Code != http.StatusOK || len(log) != 1 || engine.Info().Segments != 1 {
		t.Errorf("%d %s, logged %q", answer.Code, answer.Body, log)
	}
}
