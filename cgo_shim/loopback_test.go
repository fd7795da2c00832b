package nodestats

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
)

// loopbackDoor serves "secret" to this machine's programs alone, and gives its address.
func loopbackDoor(t *testing.T) string {
	t.Helper()
	door := httptest.NewServer(LoopbackOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "secret") })))
	t.Cleanup(door.Close)
	return door.Listener.Addr().String()
}

// send writes a request as it is, and gives the answer's status and body.
func send(t *testing.T, address, request string) (int, string) {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	io.WriteString(connection, request)
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestLoopbackOnlyWantsALoopbackHost(t *testing.T) {
	address := loopbackDoor(t)
	for host, want := range map[string]int{
		"localhost": 200, "localhost:7935": 200, "LocalHost.:7935": 200, "localhost.": 200, "127.0.0.1": 200,
		"127.0.0.1:7935": 200, "127.255.3.4:1": 200, "[::1]": 200, "[::1]:7935": 200, "[::ffff:127.0.0.1]:7935": 200,
		"evil.example": 403, "evil.example:7935": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example:7935": 403,
		"evil.localhost": 403, "localhostevil": 403, "0.0.0.0:7935": 403, "[::]:7935": 403, "192.168.1.2:7935": 403,
		"203.0.113.9": 403, "[2001:db8::1]:7935": 403, "": 403, "localhost:7935@evil.example": 400, ":7935": 403,
	} {
		code, body := send(t, address, "GET /exact HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		if code != want || (want == 200) != (body == "secret") {
			t.Errorf("Host %q: %d %s", host, code, body)
		}
		if want == 403 && (strings.Count(body, "\n") != 1 || !strings.Contains(body, fmt.Sprintf("Host is %q", host)) ||
			!strings.Contains(body, "ask http://"+address+"/exact directly")) {
			t.Errorf("Host %q: the answer does not say what to do: %q", host, body)
		}
	}
}

func TestLoopbackOnlyRefusesWhatProxiesAndOtherSitesSend(t *testing.T) {
	address := loopbackDoor(t)
	for header, want := range map[string]int{
		"X-Forwarded-For: 127.0.0.1": 403, "x-forwarded-for: 203.0.113.9": 403, "X-Forwarded-Host: localhost": 403,
		"X-Forwarded-Proto: http": 403, "X-Forwarded-Client-Cert: By=spiffe://a": 403, "X-Real-IP: 203.0.113.9": 403,
		"Forwarded: for=203.0.113.9": 403, "Via: 1.1 squid": 403, "X-Envoy-Attempt-Count: 1": 403, "CF-Connecting-IP: 203.0.113.9": 403,
		"True-Client-IP: 203.0.113.9": 403, "X-Original-Host: node.example": 403, "l5d-dst-canonical: node:7935": 403,
		"X-Forwarded-For:":            403,
		"Origin: http://evil.example": 403, "Origin: null": 403, "Origin: https://localhost.evil.example": 403, "Origin:": 403,
		"Origin: file://localhost": 403, "Origin: http://localhost:1@evil.example": 403,
		"Origin: http://localhost:3000": 200, "Origin: https://127.0.0.1": 200, "Origin: http://[::1]:3000": 200,
		"Sec-Fetch-Site: cross-site": 403, "Sec-Fetch-Site: same-site": 403, "Sec-Fetch-Site: same-origin": 200,
		"Sec-Fetch-Site: none": 200, "Accept: */*": 200, "User-Agent: Prometheus/2.42.0": 200, "Referer: http://evil.example/": 200,
		"X-Prometheus-Scrape-Timeout-Seconds: 10": 200,
	} {
		code, body := send(t, address, "GET / HTTP/1.1\r\nHost: localhost\r\n"+header+"\r\nConnection: close\r\n\r\n")
		name, _, _ := strings.Cut(header, ":")
		if code != want || (want == 200) != (body == "secret") ||
			want == 403 && !strings.Contains(body, "header "+http.CanonicalHeaderKey(name)) {
			t.Errorf("%q: %d %s", header, code, body)
		}
	}
}

func TestLoopbackOnlyRefusesOtherMachines(t *testing.T) {
	door := LoopbackOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "secret") }))
	for remote, want := range map[string]int{"127.0.0.1:1": 200, "[::1]:1": 200, "[::ffff:127.0.0.1]:1": 200, "192.0.2.1:1": 403, "10.0.0.1:1": 403, "@": 403, "": 403} {
		request := httptest.NewRequest(http.MethodGet, "http://localhost/exact", nil)
		request.RemoteAddr = remote
		answer := httptest.NewRecorder()
		door.ServeHTTP(answer, request)
		if answer.Code != want || (want == 200) != (answer.Body.String() == "secret") {
			t.Errorf("from %q: %d %s", remote, answer.Code, answer.Body)
		}
	}
}

// Whatever the proxy is called by, and whatever it makes of the Host.
func TestLoopbackOnlyIsNotPublishedByAProxyOnThisMachine(t *testing.T) {
	target := &url.URL{Scheme: "http", Host: loopbackDoor(t)}
	keepsHost := httputil.NewSingleHostReverseProxy(target)
	rewritesHost := httputil.NewSingleHostReverseProxy(target)
	rewritesHost.Director = func(r *http.Request) { r.URL.Scheme, r.URL.Host, r.Host = "http", target.Host, target.Host }
	tellsOfNothing := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host }}
	for name, proxy := range map[string]http.Handler{"keeps the Host": keepsHost, "rewrites the Host": rewritesHost} {
		server := httptest.NewServer(proxy)
		for _, host := range []string{"node.example", "localhost"} {
			if code, body := send(t, server.Listener.Addr().String(), "GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n"); code != 403 {
				t.Errorf("a proxy that %s, called by %s: %d %s", name, host, code, body)
			}
		}
		server.Close()
	}
	server := httptest.NewServer(tellsOfNothing)
	defer server.Close()
	if code, body := send(t, server.Listener.Addr().String(), "GET / HTTP/1.1\r\nHost: node.example\r\n\r\n"); code != 403 {
		t.Errorf("a proxy without headers that keeps the Host: %d %s", code, body)
	}
	// As nginx does where it is told nothing but proxy_pass.
	if code, body := send(t, target.Host, "GET / HTTP/1.0\r\nHost: "+target.Host+"\r\nConnection: close\r\n\r\n"); code != 403 {
		t.Errorf("HTTP/1.0: %d %s", code, body)
	}
}
