package network

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// getAs asks url by another Host and with a header "Name: value", where these are not empty.
func getAs(t *testing.T, url, host, header string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host
	if name, value, ok := strings.Cut(header, ": "); ok {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// startProxy starts a reverse proxy of this machine in front of target that keeps the Host.
func startProxy(t *testing.T, target string) string {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(httputil.NewSingleHostReverseProxy(to))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

func TestServeOnLoopbackIsForThisMachineUnlessAHostIsAllowed(t *testing.T) {
	_, list := StartFarm(t, 1)
	closed := StartServe(t, NewStore(t), "--nodes", list)
	open := StartServe(t, NewStore(t), "--nodes", list, "--allow-host", "stats.example")
	for _, test := range []struct {
		url, host, header string
		want              int
	}{
		{closed, "", "", 200},
		{closed, "localhost:9190", "Origin: http://localhost:3000", 200},
		{closed, "evil.example:9190", "", 403},
		{closed, "", "Origin: https://evil.example", 403},
		{closed, "", "Sec-Fetch-Site: cross-site", 403},
		{closed, "", "X-Forwarded-For: 192.0.2.1", 403},
		{closed, "stats.example", "", 403},
		{startProxy(t, closed), "", "", 403},
		{startProxy(t, closed), "stats.example", "", 403},
		{open, "", "", 200},
		{open, "evil.example", "", 403},
		{startProxy(t, open), "stats.example", "Origin: https://elsewhere.example", 200},
		{startProxy(t, open), "evil.example", "", 403},
		{startProxy(t, open), "", "", 403},
	} {
		code, body := getAs(t, test.url+"/metrics", test.host, test.header)
		if code != test.want || (test.want == 200) != strings.Contains(body, "nodestats_crawl_endpoints") ||
			test.want == 403 && !strings.Contains(body, "--allow-host NAME") {
			t.Errorf("Host %q, %q: %d, not %d: %.200s", test.host, test.header, code, test.want, body)
		}
	}
}

func TestANodeThatAsksForTimeIsLeftAlone(t *testing.T) {
	var asked atomic.Int32
	node := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer node.Close()
	list := filepath.Join(t.TempDir(), "nodes")
	if err := os.WriteFile(list, []byte(node.URL+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	url := StartServe(t, NewStore(t), "--nodes", list, "--interval", "100ms")
	Eventually(t, func() error {
		text, err := getText(url + "/api/v1/nodes")
		if err == nil && !strings.Contains(text, "HTTP 429, to be asked again after 1h") {
			err = fmt.Errorf("%s", text)
		}
		return err
	})
	time.Sleep(2 * time.Second)
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}
