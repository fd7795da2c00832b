package integration

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestTheSummaryIsServedOverEveryTransport(t *testing.T) {
	for name, test := range map[string]struct {
		flags  []string
		scheme string
	}{"TLS": {nil, "https://"}, "h2c": {[]string{"-h2c"}, "http://"}} {
		t.Run(name, func(t *testing.T) {
			node := start(t, t.TempDir(), binned(t, "2026-11-20T10:59:59Z", test.flags...)...)
			if !strings.HasPrefix(node.url, test.scheme) {
				t.Fatalf("the node is at %s", node.url)
			}
			node.advanceTo(t, "2026-11-20T11:30:00Z")
			node.play(t, lecture)
			node.advanceTo(t, "2026-11-20T12:00:10Z")
			protobuf := node.form(t, "protobuf")
			if releases := parseSummary(t, protobuf); len(releases) != 2 {
				t.Fatalf("%d releases, not an hour and 4 hours", len(releases))
			}
			over, err := node.getSummary(t, 0)
			if err != nil || !bytes.Equal(over, protobuf) {
				t.Errorf("gRPC: %d bytes, %v; HTTP: %d", len(over), err, len(protobuf))
			}
			for protocol, client := range map[string]*http.Client{"HTTP/1.1": http1, "HTTP/2.0": http2} {
				answer := node.ask(t, client, "GET", node.url+"/nodestats", nil, "Accept", "application/x-protobuf")
				if answer.Proto != protocol || !bytes.Equal(answer.body, protobuf) {
					t.Errorf("%s: %s, %d bytes, not %d", protocol, answer.Proto, len(answer.body), len(protobuf))
				}
			}
		})
	}
}

func TestAProxyThatIsNotTrustedSpeaksForNobody(t *testing.T) {
	flags := binned(t, "2026-11-20T10:59:59Z", "-nodeStatsTrustedProxies", "192.0.2.0/24")
	node := start(t, t.TempDir(), flags...)
	node.advanceTo(t, "2026-11-20T11:30:00Z")
	node.play(t, lecture)
	node.advanceTo(t, "2026-11-20T12:00:10Z")
	hour := &ofWindow(node.releases(t, ""), "WINDOW_1H")[0]
	requireFigures(t, hour, "country_streams_peak", figures{"ZZ": 1})
	requireFigures(t, hour, "region_streams_peak", figures{"Unknown": 1})
}

func TestOffByFlagThePathDoesNotExist(t *testing.T) {
	node := start(t, t.TempDir())
	node.play(t, lecture)
	for _, accept := range []string{"", "application/json"} {
		answer := node.ask(t, http2, "GET", node.url+"/nodestats", nil, "Accept", accept)
		elsewhere := node.ask(t, http2, "GET", node.url+"/nothing", nil, "Accept", accept)
		if answer.StatusCode != http.StatusNotFound || !bytes.Equal(answer.body, elsewhere.body) {
			t.Errorf("%s: %s; elsewhere %s: %s", answer.Status, answer.body, elsewhere.Status, elsewhere.body)
		}
	}
	if _, err := node.getSummary(t, 0); status.Code(err) != codes.Unimplemented {
		t.Errorf("gRPC: %v", err)
	}
}

func TestTheOperatorsFiguresAreNotOnThePublicPort(t *testing.T) {
	node := theDay(t).node
	exact := node.ask(t, http1, "GET", node.cli+"/nodestats/exact", nil)
	if exact.StatusCode != http.StatusOK || !bytes.Contains(exact.body, []byte("\nnodestats_exact_")) {
		t.Fatalf("%s: %.300s", exact.Status, exact.body)
	}
	for _, path := range []string{"/nodestats/exact", "/nodestats/", "/clock", "/metrics", "/debug/pprof/"} {
		if answer := node.ask(t, http2, "GET", node.url+path, nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s is there: %s", path, answer.Status)
		}
	}
	for name := range forms {
		if bytes.Contains(node.form(t, name), []byte("nodestats_exact")) {
			t.Errorf("%s holds exact figures", name)
		}
	}
}

func TestTheOperatorsPortIsForProgramsOfItsMachine(t *testing.T) {
	node := theDay(t).node
	for _, path := range []string{"/nodestats/exact", "/nodestats/exact?format=json", "/clock"} {
		for _, header := range [][]string{
			{"Host", "evil.example:7935"}, {"Host", "0.0.0.0:7935"}, {"X-Forwarded-For", "127.0.0.1"}, {"Forwarded", "for=192.0.2.1"},
			{"Via", "1.1 proxy"}, {"Origin", "http://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"},
		} {
			answer := node.ask(t, http1, "GET", node.cli+path, nil, header...)
			if answer.StatusCode != http.StatusForbidden || bytes.Count(answer.body, []byte("\n")) != 1 ||
				!bytes.Contains(answer.body, []byte("ask "+node.cli)) {
				t.Errorf("%s, %q: %s: %.300s", path, header, answer.Status, answer.body)
			}
		}
		if answer := node.ask(t, http1, "GET", node.cli+path, nil, "Host", "localhost", "Sec-Fetch-Site", "none"); answer.StatusCode != http.StatusOK {
			t.Errorf("%s of the operator's: %s", path, answer.Status)
		}
	}
}

func TestAReaderThatTakesTooMuchIsRefusedForAWhile(t *testing.T) {
	node := start(t, t.TempDir(), binned(t, "2026-11-20T10:59:59Z")...)
	greedy := []string{"Accept", "application/json", "X-Forwarded-For", "198.51.100.7"}
	answer := node.ask(t, http2, "GET", node.url+"/nodestats", nil, greedy...)
	for asked := 1; answer.StatusCode == http.StatusOK && asked < 20_000; asked++ {
		answer = node.ask(t, http2, "GET", node.url+"/nodestats", nil, greedy...)
	}
	if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") == "" ||
		answer.Header.Get("Cache-Control") != "no-store" || !bytes.Contains(answer.body, []byte("try again in")) {
		t.Errorf("%s, %v: %.300s", answer.Status, answer.Header, answer.body)
	}
	node.get(t, "/nodestats", "X-Forwarded-For", "198.51.100.8")
}

func TestAnUnknownModeRefusesToStart(t *testing.T) {
	output, err := nodeCommand(t, t.TempDir(), "-nodeStats", "-nodeStatsPrivacy", "perfect").CombinedOutput()
	reason := string(output)
	if err == nil || !strings.Contains(reason, "stream-hour") || strings.Contains(reason, "listening") || strings.Contains(reason, "panic") {
		t.Errorf("%v: %s", err, reason)
	}
}
