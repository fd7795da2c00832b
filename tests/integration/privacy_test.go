package integration

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
)

// traces are the ways in which what identifies a gateway or a stream could show.
func traces(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, s := range []stream{concert, lecture, match, selfie, double, offchainA, offchainB} {
		all["manifest "+s.manifest] = []byte(s.manifest)
		if digits := strings.TrimPrefix(s.sender, "0x"); strings.Trim(digits, "0") != "" {
			account, err := hex.DecodeString(digits)
			if err != nil {
				t.Fatal(err)
			}
			all["account "+digits] = []byte(digits)
			all["bytes of account "+digits] = account
		}
	}
	for _, text := range []string{berlin, munich, saoPaulo, tokyo, london, annArbor, "spoofed"} {
		all["address "+text] = []byte(text)
		if address, err := netip.ParseAddr(text); err == nil && address.Is6() {
			all["bytes of address "+text] = address.AsSlice()
		}
	}
	return all
}

func requireNoTrace(t *testing.T, where string, data []byte) {
	t.Helper()
	if len(data) == 0 {
		t.Fatalf("%s is empty", where)
	}
	lower := bytes.ToLower(data)
	for name, trace := range traces(t) {
		if bytes.Contains(data, trace) || bytes.Contains(lower, bytes.ToLower(trace)) {
			t.Errorf("%s holds %s", where, name)
		}
	}
}

func TestWhatIdentifiesAStreamOrAGatewayIsNowhere(t *testing.T) {
	node := theDay(t).node
	for name, mediaType := range forms {
		answer := node.get(t, "/nodestats", "Accept", mediaType)
		requireNoTrace(t, name, answer.body)
		requireNoTrace(t, name+"'s headers", fmt.Append(nil, answer.Header))
	}
	over, err := node.getSummary(t, 0)
	if err != nil {
		t.Fatal(err)
	}
	requireNoTrace(t, "gRPC", over)
	for _, format := range []string{"text", "json"} {
		requireNoTrace(t, "exact "+format, node.ask(t, http1, "GET", node.cli+"/nodestats/exact?format="+format, nil).body)
	}
	requireNoTrace(t, "the node's log", []byte(node.log.String()))
	for _, path := range node.frozenFiles(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		requireNoTrace(t, path, data)
	}
}
