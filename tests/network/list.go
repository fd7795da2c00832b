package network

import (
	"encoding/json"
	"testing"
)

// List is what `discover --format json` prints.
type List struct {
	ChainID         uint64 `json:"chain_id"`
	BlockNumber     uint64 `json:"block_number"`
	ReadUnixSeconds int64  `json:"read_unix_seconds"`
	Round           uint64 `json:"round"`
	Orchestrators   []struct {
		Recipient Address   `json:"recipient"`
		URIs      []ListURI `json:"uris"`
	} `json:"orchestrators"`
}

// ListURI is one URI of it.
type ListURI struct {
	URI       string   `json:"uri"`
	Origin    string   `json:"origin"`
	Addresses []string `json:"addresses"`
	Reason    string   `json:"reason"`
	Detail    string   `json:"detail"`
}

// ByRecipient gives the URIs of each.
func (l List) ByRecipient() map[Address][]ListURI {
	all := map[Address][]ListURI{}
	for _, orchestrator := range l.Orchestrators {
		all[orchestrator.Recipient] = append(all[orchestrator.Recipient], orchestrator.URIs...)
	}
	return all
}

// Discover runs `discover` without asking nodes, and reads the list; fails the test unless it ends well.
func Discover(t testing.TB, arguments ...string) (List, Output) {
	t.Helper()
	return discover(t, append([]string{"--no-ask-nodes"}, arguments...))
}

// DiscoverAsking does the same, and asks nodes which further URIs belong to them.
func DiscoverAsking(t testing.TB, arguments ...string) (List, Output) {
	t.Helper()
	return discover(t, arguments)
}

func discover(t testing.TB, arguments []string) (List, Output) {
	t.Helper()
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"discover", "--format", "json"}, arguments...)...)
	var list List
	if err := json.Unmarshal([]byte(output.Out), &list); err != nil || output.Code != 0 {
		t.Fatalf("exit %d, %v: %.500s%.2000s", output.Code, err, output.Out, output.Err)
	}
	return list, output
}
