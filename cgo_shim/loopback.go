package nodestats

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// proxyHeaders begin the names of headers that reverse proxies, load balancers and the sidecars of meshes add.
var proxyHeaders = []string{
	"Forwarded", "Via", "X-Forwarded", "X-Real-Ip", "X-Original-", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Proxyuser-Ip",
	"True-Client-Ip", "Client-Ip", "Cdn-Loop", "Cf-", "Fastly-", "Fly-", "X-Amzn-", "X-Appengine-", "X-Azure-", "X-Envoy-", "L5d-",
}

// LoopbackOnly lets programs of this machine ask next, and answers others with 403 and one line that says why. A
// loopback peer is not enough: a reverse proxy on this machine speaks for others, and so does a browser, in which any
// web page may send requests to 127.0.0.1, and read the answers after it has its own name resolved to that address
// (DNS rebinding). So the Host has to be a loopback one too, and nothing may tell of a proxy or another site. What
// cannot be told from a program of this machine is a proxy that adds no header, with a loopback Host of its own or of its
// client's: nginx from 1.29.7 on with a proxy_pass alone, or a forwarder of TCP connections.
func LoopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if reason := foreign(r); reason != "" {
			http.Error(w, fmt.Sprintf("this is for the node's own machine, and %s: ask %s directly", reason, directURL(r)),
				http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// foreign tells what shows that a request is not a local program's; empty where nothing does.
func foreign(r *http.Request) string {
	if !parseAddr(r.RemoteAddr).IsLoopback() {
		return "the request comes from another one"
	}
	if !isLoopbackHost(r.Host) {
		return fmt.Sprintf("the request's Host is %.100q, not localhost or a loopback address", r.Host)
	}
	// nginx before 1.29.7 asks by HTTP/1.0 and adds no header where it is not told otherwise.
	if !r.ProtoAtLeast(1, 1) {
		return "the request is HTTP/1.0, as proxies send it, not HTTP/1.1"
	}
	for name, values := range r.Header {
		if why := foreignHeader(name, values); why != "" {
			return why
		}
	}
	return ""
}

func foreignHeader(name string, values []string) string {
	for _, proxy := range proxyHeaders {
		if strings.HasPrefix(name, proxy) {
			return fmt.Sprintf("the request's header %.100s tells of a proxy", name)
		}
	}
	for _, value := range values {
		if name == "Origin" && !isLoopbackOrigin(value) || name == "Sec-Fetch-Site" && value != "same-origin" && value != "none" {
			return fmt.Sprintf("the request's header %s, %.100q, tells of another site's page", name, value)
		}
	}
	return ""
}

// isLoopbackHost takes "localhost" and loopback addresses, with or without a port.
func isLoopbackHost(host string) bool {
	if name, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		host = name
	} else if strings.HasPrefix(host, "[") {
		host = strings.TrimSuffix(host[1:], "]")
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

func isLoopbackOrigin(origin string) bool {
	parsed, err := url.Parse(origin)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && isLoopbackHost(parsed.Host)
}

// directURL is where the operator finds what r asks for.
func directURL(r *http.Request) string {
	host := "localhost"
	if addr, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok && parseAddr(addr.String()).IsLoopback() {
		host = addr.String()
	}
	return "http://" + host + r.URL.EscapedPath()
}
