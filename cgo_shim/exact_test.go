//go:build nodestats && cgo

package nodestats

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestExactFiguresAreForThisMachine(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	for remote, want := range map[string]int{"127.0.0.1:1": 200, "[::1]:1": 200, "192.0.2.1:1": 403, "10.0.0.1:1": 403, "@": 403} {
		request := httptest.NewRequest(http.MethodGet, Path+"/exact", nil)
		request.RemoteAddr = remote
		request.Header.Set("X-Forwarded-For", "127.0.0.1")
		answer := httptest.NewRecorder()
		engine.ExactHandler().ServeHTTP(answer, request)
		if answer.Code != want || (want == 200) != strings.Contains(answer.Body.String(), "nodestats_exact_") {
			t.Errorf("from %s: %d %.100s", remote, answer.Code, answer.Body)
		}
	}
}

func TestExactFiguresAreLiveTextOrJSON(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	before := ask(engine.ExactHandler(), http.MethodGet, "/", nil)
	if err := engine.RecordSegment("manifest", segment()); err != nil {
		t.Fatal(err)
	}
	after := ask(engine.ExactHandler(), http.MethodGet, "/", nil)
	if before.Body.String() == after.Body.String() || after.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("a segment changed nothing, or may be cached: %v", after.Header())
	}
	for _, answer := range []*httptest.ResponseRecorder{
		ask(engine.ExactHandler(), http.MethodGet, "/?format=json", nil),
		ask(engine.ExactHandler(), http.MethodGet, "/", accept("application/json")),
	} {
		if answer.Header().Get("Content-Type") != "application/json" || !json.Valid(answer.Body.Bytes()) {
			t.Errorf("%q: %.100s", answer.Header().Get("Content-Type"), answer.Body)
		}
	}
	if answer := ask(engine.ExactHandler(), http.MethodPost, "/", nil); answer.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", answer.Code)
	}
}
