//go:build nodestats && cgo

package nodestats

import (
	"net/http"
	"testing"
)

func TestPeer(t *testing.T) {
	trusted, err := ParseTrustedProxies("127.0.0.1,10.0.0.0/8,fd00::/8")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, socket string
		forwarded    []string
		want         string
	}{
		{"is the socket's address", "203.0.113.9:4711", nil, "203.0.113.9"},
		{"is plain where the socket is IPv6 with IPv4 mapped", "[::ffff:203.0.113.9]:4711", nil, "203.0.113.9"},
		{"has no zone", "[fe80::1%eth0]:4711", nil, "fe80::1"},
		{"is not what a stranger forwards", "203.0.113.9:4711", []string{"198.51.100.1"}, "203.0.113.9"},
		{"is what a trusted proxy forwards", "127.0.0.1:4711", []string{"198.51.100.1"}, "198.51.100.1"},
		{"is the rightmost that is not a proxy", "127.0.0.1:1", []string{"192.0.2.66, 198.51.100.1, 10.1.1.1"}, "198.51.100.1"},
		{"is looked for in several lines", "127.0.0.1:1", []string{"192.0.2.66", "198.51.100.1", "10.1.1.1,10.1.1.2"}, "198.51.100.1"},
		{"may be forwarded with a port", "127.0.0.1:1", []string{"198.51.100.1:99"}, "198.51.100.1"},
		{"may be forwarded in brackets", "127.0.0.1:1", []string{"[2001:db8::5]:99"}, "2001:db8::5"},
		{"may be forwarded in brackets without a port", "127.0.0.1:1", []string{"[2001:db8::5]"}, "2001:db8::5"},
		{"is found behind an IPv6 proxy", "[fd00::1]:1", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"is the last proxy where there is nothing else", "127.0.0.1:1", []string{"10.0.0.7, 10.0.0.8"}, "10.0.0.7"},
		{"is the proxy where it forwards nothing", "127.0.0.1:1", nil, "127.0.0.1"},
		{"is not hidden by empty elements", "127.0.0.1:1", []string{"", "198.51.100.1,, ", ""}, "198.51.100.1"},
		{"is unknown where the proxy does not know", "127.0.0.1:1", []string{"192.0.2.66, unknown"}, "invalid IP"},
		{"is unknown on a socket without addresses", "@", []string{"192.0.2.66"}, "invalid IP"},
	}
	engine := &Engine{config: Config{TrustedProxies: trusted}}
	for _, test := range tests {
		header := http.Header{"X-Forwarded-For": test.forwarded}
		if got := engine.Peer(test.socket, header).String(); got != test.want {
			t.Errorf("peer %s: got %s, want %s", test.name, got, test.want)
		}
	}
}
