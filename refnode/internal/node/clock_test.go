package node

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, time.November, 2, 12, 0, 0, 0, time.UTC)

func clockNode(t *testing.T) *Node {
	t.Helper()
	clock, err := NewClock(noon.Add(300*time.Millisecond), nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Node{config: Config{Clock: clock, Log: func(line string) { t.Log(line) }}}
}

func askClock(n *Node, method, body string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	request := httptest.NewRequest(method, "/clock", strings.NewReader(body))
	request.RemoteAddr, request.Host = "127.0.0.1:4711", "localhost" // who else may not ask is tested in the shim
	n.cliHandler().ServeHTTP(answer, request)
	return answer
}

func TestTheClockStandsUntilItIsMoved(t *testing.T) {
	n := clockNode(t)
	for range 2 {
		if answer := askClock(n, "GET", ""); answer.Body.String() != `{"now":"2026-11-02T12:00:00Z","unix":1793620800}`+"\n" {
			t.Errorf("%d %s", answer.Code, answer.Body)
		}
	}
	if answer := askClock(n, "POST", `{"advance":"1h0m90s"}`); !strings.Contains(answer.Body.String(), `"2026-11-02T13:01:30Z"`) {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if now := n.config.Clock.Now(); !now.Equal(noon.Add(time.Hour + 90*time.Second)) {
		t.Errorf("now %v", now)
	}
}

func TestABadMoveLeavesTheClockAlone(t *testing.T) {
	n := clockNode(t)
	for _, bad := range []string{"", "{}", "90s", `{"advance":90}`, `{"advance":"-1s"}`, `{"advance":"0s"}`, `{"advance":"1.5s"}`,
		`{"advance":"745h"}`, `{"advance":"` + strings.Repeat("1", 2000) + `s"}`} {
		if answer := askClock(n, "POST", bad); answer.Code != http.StatusBadRequest {
			t.Errorf("%.40s: %d %s", bad, answer.Code, answer.Body)
		}
	}
	if answer := askClock(n, "DELETE", ""); answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") == "" {
		t.Errorf("DELETE: %d", answer.Code)
	}
	if now := n.config.Clock.Now(); !now.Equal(noon) {
		t.Errorf("now %v", now)
	}
}

func TestWithoutADemoClockThereIsNothingToMove(t *testing.T) {
	if answer := askClock(&Node{}, "POST", `{"advance":"90s"}`); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
