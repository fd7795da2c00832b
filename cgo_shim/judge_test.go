//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"net/netip"
	"testing"
)

func TestOneWarningWherePeersTellNoPlaces(t *testing.T) {
	tests := map[string]struct {
		peers []string
		says  string
	}{
		"the same":            {[]string{"212.27.48.10"}, "from the same address"},
		"private":             {[]string{"10.0.0.1", "192.168.1.1"}, "from a private address"},
		"public among others": {[]string{"10.0.0.1", "212.27.48.10"}, ""},
	}
	for name, test := range tests {
		var log log
		engine := open(t, Config{GeoDB: geoDB(t), Warn: log.warn})
		drive(t, engine, firstHour, firstHour)
		for i := range peersJudgedAfter {
			if i == peersJudgedAfter-1 {
				engine.judgePeers() // too early to tell
			}
			s := segment()
			s.SetPeer(netip.MustParseAddr(test.peers[i%len(test.peers)]))
			if err := engine.RecordSegment(fmt.Sprint("manifest ", i), s); err != nil {
				t.Fatal(err)
			}
		}
		if len(log.lines) != 0 {
			t.Errorf("%s: warned early: %q", name, log.lines)
		}
		engine.judgePeers()
		engine.judgePeers()
		if test.says == "" && len(log.lines) != 0 || test.says != "" && (len(log.lines) != 1 || log.count(test.says) != 1) {
			t.Errorf("%s: warned %q", name, log.lines)
		}
	}
}

func TestOneWarningWhereMostPlacesAreUnknown(t *testing.T) {
	known, unknown, private := "8.8.8.8", "9.9.9.9", "10.0.0.1"
	tests := map[string]struct {
		peers []string
		geoDB string
		says  string
	}{
		"most":        {[]string{known, unknown, unknown}, ipv4Only + "," + ipv6Only, "14 of 20 streams"},
		"half":        {[]string{known, unknown}, ipv4Only + "," + ipv6Only, ""},
		"private":     {[]string{private, known, private}, ipv4Only + "," + ipv6Only, ""},
		"no database": {[]string{unknown}, "", ""},
	}
	for name, test := range tests {
		var log log
		engine := open(t, Config{GeoDB: test.geoDB, Warn: log.warn})
		log.lines = nil
		drive(t, engine, firstHour, firstHour)
		for i := range placesJudgedAfter {
			engine.judgePlaces() // too early to tell
			s := segment()
			s.SetPeer(netip.MustParseAddr(test.peers[(i+1)%len(test.peers)]))
			if err := engine.RecordSegment(fmt.Sprint("manifest ", i), s); err != nil {
				t.Fatal(err)
			}
		}
		if len(log.lines) != 0 {
			t.Errorf("%s: warned early: %q", name, log.lines)
		}
		engine.judgePlaces()
		engine.judgePlaces()
		if test.says == "" && len(log.lines) != 0 || test.says != "" && (len(log.lines) != 1 || log.count(test.says) != 1) {
			t.Errorf("%s: warned %q", name, log.lines)
		}
	}
}
