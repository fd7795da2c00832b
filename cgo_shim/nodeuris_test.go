//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// nodeURIsOf lists what a release names: its field of number 16.
func nodeURIsOf(t *testing.T, release signed) []string {
	var uris []string
	for _, field := range parseMessage(t, release.payload) {
		if field.number == 16 {
			uris = append(uris, string(field.bytes))
		}
	}
	return uris
}

func TestReleasesNameFurtherNodes(t *testing.T) {
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("https://n%d.example:8935", i))
	}
	for name, uris := range map[string][]string{"none": nil, "two": many[:2], "as many as can be": many[:MaxNodeURIs], "more": many} {
		t.Run(name, func(t *testing.T) {
			log := &log{}
			engine := open(t, Config{NodeURIs: uris, Warn: log.warn})
			publish(t, engine, firstHour)
			named := nodeURIsOf(t, releases(t, engine)[0])
			if want := uris[:min(len(uris), MaxNodeURIs)]; !slices.Equal(named, want) {
				t.Errorf("named are %q, not %q", named, want)
			}
			if warned := log.count("the first 16 alone") == 1; warned != (len(uris) > MaxNodeURIs) {
				t.Errorf("%d URIs: %q", len(uris), log.lines)
			}
		})
	}
	if live := liveStrings.Load(); live != 0 {
		t.Errorf("%d C strings are left", live)
	}
}

func TestAURIThatCannotBeNamedIsLeftOutWithAWarning(t *testing.T) {
	for uri, reason := range map[string]string{
		"":                                    "begins with neither",
		"node.example:8935":                   "begins with neither",
		"ftp://node.example":                  "begins with neither",
		"https://":                            "names no host",
		"https://" + strings.Repeat("a", 249): "longer than 256 bytes",
		"https://a b":                         "printable ASCII",
		"https://a&b":                         "printable ASCII",
		"https://\u00e4":                      "printable ASCII",
	} {
		var log log
		engine := open(t, Config{NodeURIs: []string{uri, "https://good.example"}, Warn: log.warn})
		publish(t, engine, firstHour)
		if named := nodeURIsOf(t, releases(t, engine)[0]); !slices.Equal(named, []string{"https://good.example"}) || log.count(reason) != 1 {
			t.Errorf("%q: %q %q", uri, named, log.lines)
		}
	}
	// What passes here passes in the library too.
	open(t, Config{NodeURIs: []string{"https://" + strings.Repeat("a", 248), "http://[2606:4700::1111]:8935/path?x=~"}}).Advance(time.Unix(0, 0))
}
