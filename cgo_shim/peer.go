//go:build nodestats && cgo

package nodestats

import (
	"net/http"
	"net/netip"
	"strings"
)

// Peer tells whom a request came from: remoteAddr, the socket's address, and where that is a trusted proxy's, the
// rightmost address in X-Forwarded-For that is not. The zero Addr is an unknown peer.
func (e *Engine) Peer(remoteAddr string, header http.Header) netip.Addr {
	if e.off() {
		return netip.Addr{}
	}
	return peer(e.config.TrustedProxies, remoteAddr, header["X-Forwarded-For"])
}

// peer walks from the socket's address back along the forwarded ones for as long as they are trusted proxies'. Beyond
// what is not an address, nothing can be believed: the peer is unknown then. A way of nothing but trusted proxies began
// at the last of them.
func peer(trusted []netip.Prefix, remoteAddr string, forwarded []string) netip.Addr {
	addr := parseAddr(remoteAddr)
	for i := len(forwarded) - 1; i >= 0; i-- {
		rest, more := forwarded[i], true
		for more {
			if !contains(trusted, addr) {
				return addr
			}
			var hop string
			if rest, hop, more = cutLast(rest); hop != "" {
				addr = parseAddr(hop)
			}
		}
	}
	return addr
}

// cutLast takes the last element off a comma-separated list, and tells whether there are more.
func cutLast(list string) (rest, last string, more bool) {
	comma := strings.LastIndexByte(list, ',')
	if comma < 0 {
		return "", strings.TrimSpace(list), false
	}
	return list[:comma], strings.TrimSpace(list[comma+1:]), true
}

func contains(prefixes []netip.Prefix, addr netip.Addr) bool {
	for _, prefix := range prefixes {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}
