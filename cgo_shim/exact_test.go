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
	server := httptest.NewServer(engine.ExactHandler())
	defer server.Close()
	address := server.Listener.Addr().String()
	for request, want := range map[string]int{
		"GET / HTTP/1.1\r\nHost: " + address:                                      200,
		"GET / HTTP/1.1\r\nHost: evil.example:7935":                               403,
		"GET / HTTP/1.1\r\nHost: " + address + "\r\nX-Forwarded-For: 192.0.2.1":   403,
		"GET / HTTP/1.1\r\nHost: " + address + "\r\nOrigin: http://evil.example":  403,
		"POST / HTTP/1.1\r\nHost: " + address + "\r\nOrigin: http://evil.example": 403,
	} {
		code, body := send(t, address, request+"\r\nConnection: close\r\n\r\n")
		if code != want || (want == 200) != strings.Contains(body, "nodestats_exact_") {
			t.Errorf("%q: %d %.100s", request, code, body)
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
