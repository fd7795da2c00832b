package network

import (
	"encoding/json"
	"path/filepath"
	"testing"
)

// Crawled is what `crawl --format json` prints, as far as tests look at it.
type Crawled struct {
	Network map[string]View `json:"network"`
	Nodes   struct {
		ListTrouble string         `json:"listTrouble"`
		Reasons     map[string]int `json:"reasons"`
		Nodes       []NodeState    `json:"nodes"`
	} `json:"nodes"`
}

// View is one stretch of the network's view.
type View struct {
	StartUnixSeconds int64 `json:"startUnixSeconds"`
	Participation    struct {
		Recipients         int      `json:"recipients"`
		Instances          int      `json:"instances"`
		Delegated          int      `json:"delegated"`
		KnownOrchestrators *int     `json:"knownOrchestrators"`
		FeeShare           *float64 `json:"feeShare"`
	} `json:"participation"`
	Broadcasters struct {
		Paying *float64 `json:"paying"`
	} `json:"broadcasters"`
	Streams struct {
		Streams       float64 `json:"streams"`
		StandardError float64 `json:"standardError"`
	} `json:"streams"`
}

// NodeState is what is known of one address of a URI.
type NodeState struct {
	Recipient, URI, Address, Reason, Detail string
	NewestEndUnixSeconds                    *int64
	Contradictions                          int
	Delegated                               bool
}

// State finds a node of the farm.
func (c Crawled) State(t testing.TB, node FarmNode) NodeState {
	t.Helper()
	for _, state := range c.Nodes.Nodes {
		if state.URI == node.URI {
			return state
		}
	}
	t.Fatalf("%s is not shown", node.URI)
	return NodeState{}
}

// NewStore names a store that does not exist so far.
func NewStore(t testing.TB) string { return filepath.Join(t.TempDir(), "crawl.db") }

// CrawlFlags are those of a crawl of nodes on loopback.
func CrawlFlags(store string, more ...string) []string {
	return append([]string{"--store", store, "--allow-private-addresses", "--no-ask-nodes"}, more...)
}

// Crawl runs `crawl --format json`, and fails the test unless it ends well.
func Crawl(t testing.TB, store string, more ...string) (Crawled, Output) {
	t.Helper()
	arguments := append([]string{"crawl", "--format", "json"}, CrawlFlags(store, more...)...)
	output := Run(t, "NODESTATS_CRAWL", "", arguments...)
	var crawled Crawled
	if err := json.Unmarshal([]byte(output.Out), &crawled); err != nil || output.Code != 0 {
		t.Fatalf("exit %d, %v: %.500s%.2000s", output.Code, err, output.Out, output.Err)
	}
	return crawled, output
}
