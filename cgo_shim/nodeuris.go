//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"strings"
)

const maxNodeURISize = 256 // bytes

// usableNodeURIs are those that the library takes. What is wrong with the others is told to warn: a node that gateways
// know by such a URI has to start all the same.
func usableNodeURIs(uris []string, warn func(string)) []string {
	var usable []string
	for _, uri := range uris {
		if reason := badNodeURI(uri); reason != "" {
			warn(fmt.Sprintf("releases do not name the node %.300q: %s", uri, reason))
			continue
		}
		usable = append(usable, uri)
	}
	if n := len(usable); n > MaxNodeURIs {
		warn(fmt.Sprintf("%d URIs of nodes: releases name the first %d alone", n, MaxNodeURIs))
		usable = usable[:MaxNodeURIs]
	}
	return usable
}

// badNodeURI says what is wrong with a URI. Empty: nothing.
func badNodeURI(uri string) string {
	isBad := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) }
	switch rest := strings.TrimPrefix(strings.TrimPrefix(uri, "http://"), "https://"); {
	case rest == uri:
		return "it begins with neither https:// nor http://"
	case rest == "":
		return "it names no host"
	case len(uri) > maxNodeURISize:
		return fmt.Sprintf("it is longer than %d bytes", maxNodeURISize)
	case strings.ContainsFunc(uri, isBad):
		return `it has characters other than printable ASCII, or one of "\<>&`
	}
	return ""
}
