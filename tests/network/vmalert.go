package network

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// StartVmalert has VictoriaMetrics' own ruler, which Debian packages with it, evaluate the recording rules each second
// until the test ends. It gives what it records a label of its own, as rulers of a cluster do.
func StartVmalert(t testing.TB, v *Victoria) {
	t.Helper()
	if os.Getenv("NODESTATS_VMALERT") == "" {
		t.Setenv("NODESTATS_VMALERT", filepath.Join(filepath.Dir(Program(t, "NODESTATS_VICTORIA")[0]), "vmalert"))
	}
	text, err := os.ReadFile(prometheusFolder + "rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	rules := filepath.Join(t.TempDir(), "rules.yml")
	often := strings.ReplaceAll(string(text), "interval: 2m", "interval: 1s")
	if err := os.WriteFile(rules, []byte(often), 0o600); err != nil {
		t.Fatal(err)
	}
	Start(t, "NODESTATS_VMALERT", "-rule="+rules, "-datasource.url="+v.URL, "-remoteWrite.url="+v.URL,
		"-remoteWrite.flushInterval=100ms", "-external.label=ruler=a", "-httpListenAddr=127.0.0.1:"+FreePort(t), "-loggerLevel=ERROR")
}

// NoticeNewSeries makes VictoriaMetrics find what is new. By itself it takes up to a second to show it, and up to ten
// seconds for each filter that it was asked for before; a deletion makes it forget the filters. Rules that build on each
// other would take a minute.
func (v *Victoria) NoticeNewSeries(t testing.TB) {
	t.Helper()
	now := time.Now()
	name := fmt.Sprintf("passing_%d", now.UnixNano())
	v.post(t, "/api/v1/import/prometheus", fmt.Sprintf("%s 1 %d\n", name, now.UnixMilli()))
	v.post(t, "/internal/force_flush", "")
	v.post(t, "/api/v1/admin/tsdb/delete_series?"+url.Values{"match[]": {name}}.Encode(), "")
}

func (v *Victoria) post(t testing.TB, path, body string) {
	t.Helper()
	response, err := http.Post(v.URL+path, "text/plain", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode >= 300 {
		t.Fatalf("%s: %s", path, response.Status)
	}
}
