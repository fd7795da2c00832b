//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"strings"
)

const maxNodeURISize = 256 // bytes

// joinNodeURIs is how the library takes them.
func joinNodeURIs(uris []string) string { return strings.Join(uris[:min(len(uris), MaxNodeURIs)], " ") }

// checkNodeURIs says which URI the library would refuse: it tells only that an argument is wrong.
func checkNodeURIs(uris []string) error {
	for _, uri := range uris {
		if reason := badNodeURI(uri); reason != "" {
			return fmt.Errorf("nodestats: URI of a node %.300q: %s", uri, reason)
		}
	}
	return nil
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
