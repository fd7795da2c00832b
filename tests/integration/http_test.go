package integration

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestOtherMethodsAreRefused(t *testing.T) {
	node := theDay(t).node
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"} {
		answer := node.ask(t, http2, method, node.url+"/nodestats", nil)
		if answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %s, Allow: %q", method, answer.Status, answer.Header.Get("Allow"))
		}
	}
}

func TestABadSinceIsRefusedInOneLine(t *testing.T) {
	node := theDay(t).node
	for _, query := range []string{"since=-1", "since=", "since=now", "since=1.5", "since=1e9", "since=0x10", "since=1&since=2",
		"since=99999999999999999999", "since=%zz", "since=" + strings.Repeat("9", 10000)} {
		answer := node.ask(t, http2, "GET", node.url+"/nodestats?"+query, nil)
		reason := string(answer.body)
		if answer.StatusCode != http.StatusBadRequest || len(reason) < 10 || strings.Count(reason, "\n") != 1 {
			t.Errorf("%.40s: %s: %.200q", query, answer.Status, reason)
		}
	}
}

func TestAnAbsurdAcceptGetsText(t *testing.T) {
	node := theDay(t).node
	for name, accept := range map[string]string{
		"64 KiB of ranges":   strings.Repeat("application/json,", 64<<10/17),
		"64 KiB of one word": strings.Repeat("a", 64<<10),
		"64 KiB of commas":   strings.Repeat(",", 64<<10),
		"nothing we have":    "image/png",
		"no list at all":     ";;;q=,,/;",
		"nothing wanted":     "application/json;q=0, text/plain;q=0",
		"a bad weight":       "application/json;q=nan",
	} {
		for _, client := range []*http.Client{http1, http2} {
			answer := node.ask(t, client, "GET", node.url+"/nodestats", nil, "Accept", accept)
			if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/plain; version=0.0.4") {
				t.Errorf("%s, %s: %s, %s", name, answer.Proto, answer.Status, answer.Header.Get("Content-Type"))
			}
		}
	}
}

func TestAcceptChoosesByWeight(t *testing.T) {
	node := theDay(t).node
	for accept, want := range map[string]string{
		"": "text/plain",
		"application/json;q=0.4, application/x-protobuf;q=0.9, text/plain;q=0.1": "application/x-protobuf",
		"application/json":          "application/json",
		"application/*, text/*;q=0": "application/openmetrics-text",
		// As Prometheus asks.
		"application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2": "application/openmetrics-text",
	} {
		answer := node.get(t, "/nodestats", "Accept", accept)
		if given, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); given != want {
			t.Errorf("Accept %q gives %s, not %s", accept, given, want)
		}
	}
}

func TestHEADHasTheHeadersOfGET(t *testing.T) {
	node := theDay(t).node
	for name, mediaType := range forms {
		for _, encoding := range []string{"identity", "gzip"} {
			headers := []string{"Accept", mediaType, "Accept-Encoding", encoding}
			get := node.get(t, "/nodestats", headers...)
			head := node.ask(t, http2, "HEAD", node.url+"/nodestats", nil, headers...)
			if head.StatusCode != http.StatusOK || len(head.body) > 0 {
				t.Errorf("%s, %s: %s with %d bytes", name, encoding, head.Status, len(head.body))
			}
			for _, header := range []string{"Content-Type", "Content-Length", "Content-Encoding", "ETag", "Last-Modified", "Vary"} {
				if head.Header.Get(header) != get.Header.Get(header) {
					t.Errorf("%s, %s: %s is %q, with GET %q", name, encoding, header, head.Header.Get(header), get.Header.Get(header))
				}
			}
		}
	}
}

func TestWhoHoldsTheAnswerIsToldSo(t *testing.T) {
	node := theDay(t).node
	for name, mediaType := range forms {
		get := node.get(t, "/nodestats", "Accept", mediaType)
		etag, modified := get.Header.Get("ETag"), get.Header.Get("Last-Modified")
		if len(etag) < 10 || etag[0] != '"' {
			t.Fatalf("%s: ETag %q is not strong", name, etag)
		}
		if want := "Sat, 21 Nov 2026 00:00:10 GMT"; modified != want {
			t.Errorf("%s: modified %s, not at the instant of release, %s", name, modified, want)
		}
		for condition, want := range map[[2]string]int{
			{"If-None-Match", etag}:                                        http.StatusNotModified,
			{"If-None-Match", `"another", ` + etag}:                        http.StatusNotModified,
			{"If-None-Match", "*"}:                                         http.StatusNotModified,
			{"If-None-Match", `"another"`}:                                 http.StatusOK,
			{"If-Modified-Since", modified}:                                http.StatusNotModified,
			{"If-Modified-Since", "Sat, 21 Nov 2026 00:00:09 GMT"}:         http.StatusOK,
			{"If-Modified-Since", "yesterday"}:                             http.StatusOK,
			{"If-None-Match", strings.Repeat(`"x",`, 16000) + `"another"`}: http.StatusOK,
		} {
			answer := node.ask(t, http2, "GET", node.url+"/nodestats", nil, "Accept", mediaType, condition[0], condition[1])
			if answer.StatusCode != want || want == http.StatusNotModified && (len(answer.body) > 0 || answer.Header.Get("ETag") != etag) {
				t.Errorf("%s, %s %.30s: %s with %d bytes and ETag %s", name, condition[0], condition[1], answer.Status, len(answer.body), answer.Header.Get("ETag"))
			}
		}
	}
}

func TestEachFormAndEncodingHasAnETagOfItsOwn(t *testing.T) {
	node := theDay(t).node
	var etags []string
	for _, mediaType := range forms {
		for _, encoding := range []string{"identity", "gzip"} {
			etags = append(etags, node.get(t, "/nodestats", "Accept", mediaType, "Accept-Encoding", encoding).Header.Get("ETag"))
		}
	}
	slices.Sort(etags)
	if distinct := len(slices.Compact(slices.Clone(etags))); distinct != 2*len(forms) {
		t.Errorf("%d ETags of %d are distinct: %v", distinct, len(etags), etags)
	}
}

func TestAnAnswerMayBeKeptUntilTheNextRelease(t *testing.T) {
	answer := theDay(t).get(t, "/nodestats")
	if got := answer.Header.Get("Cache-Control"); got != "public, max-age=3600" {
		t.Errorf("Cache-Control %q", got)
	}
	if got := answer.Header.Get("Vary"); !strings.Contains(got, "Accept") || !strings.Contains(got, "Accept-Encoding") {
		t.Errorf("Vary %q", got)
	}
}

func TestEveryReaderGetsTheSameBytes(t *testing.T) {
	node := theDay(t).node
	for name := range forms {
		first := node.form(t, name)
		for range 5 {
			if !bytes.Equal(node.form(t, name), first) {
				t.Errorf("%s: other bytes for the next reader", name)
			}
		}
	}
}

func TestBeforeTheFirstReleaseTheAnswerSaysWhenItComes(t *testing.T) {
	node := start(t, t.TempDir(), binned(t, "2026-11-20T10:59:00Z")...)
	node.play(t, lecture)
	want := float64(time.Date(2026, 11, 20, 11, 0, 10, 0, time.UTC).Unix()) + 3600 // the hour that is open is a partial one
	text := parseText(t, node.form(t, "text"))
	if at := text["nodestats_next_release_timestamp_seconds{}"]; at != want || len(text) != 2 {
		t.Errorf("next release at %v, not %v: %v", at, want, text)
	}
	requireEqual(t, "MetricFamily", parseFamilies(t, node.form(t, "MetricFamily")), text)
	requireEqual(t, "OpenMetrics", parseOpenMetrics(t, node.form(t, "OpenMetrics")), text)
	promtoolCheck(t, node.form(t, "text"))
	if releases := node.releases(t, ""); len(releases) > 0 {
		t.Errorf("protobuf holds %d releases", len(releases))
	}
	report := parseJSON(t, "Report", node.form(t, "JSON")).ProtoReflect()
	if releases := messages(report, "releases"); len(releases) > 0 || field(report, "next_release_unix_seconds").Int() != int64(want) {
		t.Errorf("JSON: %v", report)
	}
}
