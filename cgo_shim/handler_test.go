//go:build nodestats && cgo

package nodestats

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// published is a handler of an engine with one release.
func published(t testing.TB) (*Engine, http.Handler) {
	t.Helper()
	engine := open(t, Config{})
	publish(t, engine, firstHour)
	return engine, engine.Handler()
}

func accept(mediaType string) http.Header { return http.Header{"Accept": {mediaType}} }

func TestEachFormIsServedAsItsType(t *testing.T) {
	engine, handler := published(t)
	for i := range summaryOffers {
		offer := &summaryOffers[i]
		answer := ask(handler, http.MethodGet, Path, accept(offer.contentType))
		if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != offer.contentType {
			t.Errorf("%s: answered %d as %q", offer.mediaType, answer.Code, answer.Header().Get("Content-Type"))
		}
		want, err := engine.summary(offer.format, 0, false)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(answer.Body.Bytes(), want.body()) || len(want.body()) == 0 {
			t.Errorf("%s: %d bytes, the library gave %d", offer.mediaType, answer.Body.Len(), len(want.body()))
		}
		want.release()
	}
}

func TestTheTextIsPrometheusAndTheJSONIsJSON(t *testing.T) {
	_, handler := published(t)
	text := ask(handler, http.MethodGet, Path, nil)
	if !strings.Contains(text.Body.String(), `window="1h"`) || !strings.Contains(text.Body.String(), "\n# TYPE nodestats_") {
		t.Errorf("text: %.300s", text.Body)
	}
	var report struct{ Releases []map[string]any }
	answer := ask(handler, http.MethodGet, Path, accept("application/json"))
	if err := json.Unmarshal(answer.Body.Bytes(), &report); err != nil || len(report.Releases) != 1 {
		t.Errorf("JSON: %d releases, %v", len(report.Releases), err)
	}
}

func TestHeadersAllowCaching(t *testing.T) {
	engine, handler := published(t)
	header := ask(handler, http.MethodGet, Path, nil).Header()
	want := map[string]string{
		"Last-Modified":          firstHour.Add(time.Hour + 10*time.Second).Format(http.TimeFormat),
		"Vary":                   "Accept, Accept-Encoding",
		"X-Content-Type-Options": "nosniff",
		"Cache-Control":          "public, max-age=3600",
	}
	for name, value := range want {
		if header.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, header.Get(name), value)
		}
	}
	if etag := header.Get("ETag"); len(etag) < 3 || etag[0] != '"' {
		t.Errorf("ETag: %q", etag)
	}
	// An hour on the next release is due, and is made only at the next second.
	drive(t, engine, firstHour.Add(time.Hour+11*time.Second), firstHour.Add(2*time.Hour+5*time.Second))
	if cache := ask(handler, http.MethodGet, Path, nil).Header().Get("Cache-Control"); cache != "public, max-age=5" {
		t.Errorf("Cache-Control: %q five seconds before the release", cache)
	}
}

func TestMaxAgeStaysWithinItsBounds(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	for next, want := range map[time.Time]time.Duration{
		{}:                              time.Second,
		firstHour.Add(-time.Minute):     time.Second,
		firstHour:                       time.Second,
		firstHour.Add(90 * time.Second): 90 * time.Second,
		firstHour.Add(24 * time.Hour):   time.Hour,
	} {
		if got := engine.maxAge(next); got != want {
			t.Errorf("max-age until %v: %v, want %v", next, got, want)
		}
	}
}

func TestHeadIsGetWithoutItsBody(t *testing.T) {
	_, handler := published(t)
	get, head := ask(handler, http.MethodGet, Path, nil), ask(handler, http.MethodHead, Path, nil)
	if head.Code != http.StatusOK || head.Body.Len() != 0 || fmt.Sprint(head.Header()) != fmt.Sprint(get.Header()) {
		t.Errorf("HEAD: %d, %d bytes, %v; GET: %v", head.Code, head.Body.Len(), head.Header(), get.Header())
	}
}

func TestOtherMethodsAreNotAllowed(t *testing.T) {
	_, handler := published(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
		answer := ask(handler, method, Path, nil)
		if answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, answer.Code, answer.Header().Get("Allow"))
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	_, handler := published(t)
	first := ask(handler, http.MethodGet, Path, nil)
	etag, modified := first.Header().Get("ETag"), firstHour.Add(time.Hour+10*time.Second)
	tests := []struct {
		name, value string
		want        int
	}{
		{"If-None-Match", etag, 304},
		{"If-None-Match", "W/" + etag, 304},
		{"If-None-Match", `"other", W/"more", ` + etag, 304},
		{"If-None-Match", "*", 304},
		{"If-None-Match", `"other"`, 200},
		{"If-None-Match", strings.Trim(etag, `"`), 200},
		{"If-None-Match", strings.Repeat(`"x",`, 16<<10), 200},
		{"If-Modified-Since", modified.Format(http.TimeFormat), 304},
		{"If-Modified-Since", modified.Add(time.Hour).Format(http.TimeFormat), 304},
		{"If-Modified-Since", modified.Add(-time.Second).Format(http.TimeFormat), 200},
		{"If-Modified-Since", "yesterday", 200},
		{"If-Match", `"other"`, 412},
	}
	for _, test := range tests {
		answer := ask(handler, http.MethodGet, Path, http.Header{test.name: {test.value}})
		if answer.Code != test.want {
			t.Errorf("%s %.60s: %d, want %d", test.name, test.value, answer.Code, test.want)
		}
		if answer.Code == 304 && (answer.Body.Len() != 0 || answer.Header().Get("ETag") != etag ||
			answer.Header().Get("Cache-Control") == "" || answer.Header().Get("Vary") == "") {
			t.Errorf("%s %.60s: %d bytes, %v", test.name, test.value, answer.Body.Len(), answer.Header())
		}
	}
	both := http.Header{"If-None-Match": {`"other"`}, "If-Modified-Since": {modified.Format(http.TimeFormat)}}
	if answer := ask(handler, http.MethodGet, Path, both); answer.Code != 200 {
		t.Errorf("If-None-Match counts before If-Modified-Since: %d", answer.Code)
	}
	if answer := ask(handler, http.MethodGet, Path, http.Header{"Accept": {"application/json"}, "If-None-Match": {etag}}); answer.Code != 200 {
		t.Errorf("another form has an ETag of its own: %d", answer.Code)
	}
}

func TestGzipIsTheSameInLess(t *testing.T) {
	_, handler := published(t)
	plain := ask(handler, http.MethodGet, Path, nil)
	zipped := ask(handler, http.MethodGet, Path, http.Header{"Accept-Encoding": {"gzip"}})
	if zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Body.Len() >= plain.Body.Len() ||
		zipped.Header().Get("ETag") == plain.Header().Get("ETag") {
		t.Fatalf("%d bytes of %d, %v", zipped.Body.Len(), plain.Body.Len(), zipped.Header())
	}
	reader, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if unzipped, err := io.ReadAll(reader); err != nil || !bytes.Equal(unzipped, plain.Body.Bytes()) {
		t.Errorf("%d bytes, %v", len(unzipped), err)
	}
}

func TestSinceLeavesOutWhatTheReaderHolds(t *testing.T) {
	engine, handler := published(t)
	publish(t, engine, firstHour.Add(time.Hour))
	end := firstHour.Add(time.Hour).Unix()
	for since, want := range map[int64]int{0: 2, end - 1: 2, end: 1, end + 3600: 0} {
		target := fmt.Sprintf("%s?since=%d&other=1", Path, since)
		answer := ask(handler, http.MethodGet, target, accept("application/x-protobuf"))
		if got := len(parseSummary(t, answer.Body.Bytes())); answer.Code != 200 || got != want {
			t.Errorf("since %d: %d, %d releases, want %d", since, answer.Code, got, want)
		}
	}
}

func TestABadSinceIsRefusedInOneLine(t *testing.T) {
	_, handler := published(t)
	for query, says := range map[string]string{
		"since=":                              "whole number",
		"since=yesterday":                     "whole number",
		"since=1.5":                           "whole number",
		"since=1e9":                           "whole number",
		"since=NaN":                           "whole number",
		"since=-1":                            "negative",
		"since=9223372036854775808":           "out of range",
		"since=" + strings.Repeat("9", 10000): "out of range",
		"since=1&since=2":                     "more than once",
		"since=1;2":                           "malformed",
		"since=%zz":                           "malformed",
	} {
		answer := ask(handler, http.MethodGet, Path+"?"+query, nil)
		body := answer.Body.String()
		if answer.Code != http.StatusBadRequest || !strings.Contains(body, says) || strings.Count(body, "\n") != 1 {
			t.Errorf("%.40s: %d %q", query, answer.Code, body)
		}
	}
}

func TestBeforeTheFirstReleaseTheAnswerIsBuildInformation(t *testing.T) {
	engine := open(t, Config{HostVersion: "host/1.2.3"})
	drive(t, engine, firstHour, firstHour.Add(time.Minute))
	for i := range summaryOffers {
		answer := ask(engine.Handler(), http.MethodGet, Path, accept(summaryOffers[i].contentType))
		if answer.Code != 200 || !strings.Contains(answer.Body.String(), "host/1.2.3") || answer.Header().Get("Last-Modified") != "" {
			t.Errorf("%s: %d %v %.300q", summaryOffers[i].mediaType, answer.Code, answer.Header(), answer.Body)
		}
	}
}
