package integration

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// stream is one video that a gateway sends.
type stream struct {
	manifest, sender string
	from             string // X-Forwarded-For; empty: none
	source           string // a folder of segments
	profiles         string
}

// made is what the node says of a segment.
type made struct {
	Outcome    string
	DurationMS int64 `json:"duration_ms"`
	Source     video
	Renditions []video
}

type video struct {
	Width, Height         int
	Frames, Pixels, Bytes int64
}

// segment is the first one of a source: 2 s of real video.
func segment(t *testing.T, source string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(environment(t, "NODESTATS_MEDIA"), source, "00.ts"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// play sends a segment, and tells what became of it.
func (n *node) play(t *testing.T, s stream) made {
	t.Helper()
	answer := n.send(t, s, segment(t, s.source))
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s: %s", s.manifest, answer.Status, answer.body)
	}
	var m made
	if err := json.Unmarshal(answer.body, &m); err != nil || m.Outcome != "ok" {
		t.Fatalf("%s: %v: %s", s.manifest, err, answer.body)
	}
	return m
}

func (n *node) send(t *testing.T, s stream, body []byte) response {
	t.Helper()
	query := url.Values{"manifest": {s.manifest}, "sender": {s.sender}, "profiles": {s.profiles}}
	headers := []string{"Content-Duration", "2000"}
	if s.from != "" {
		headers = append(headers, "X-Forwarded-For", s.from)
	}
	return n.ask(t, http2, http.MethodPost, n.url+"/segment?"+query.Encode(), body, headers...)
}
