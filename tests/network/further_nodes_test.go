package network

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestUrisThatNodesNameAreFound(t *testing.T) {
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	second := "https://" + StartRefnode(t)
	var many []string
	for i := range 30 {
		many = append(many, fmt.Sprintf("https://127.0.2.%d:8935", i+1))
	}
	plain := "http://" + StartRefnode(t, "-h2c", "-nodes", strings.Join(many, ","))
	first := "https://" + StartRefnode(t, "-nodes", second+",https://no-such-host.invalid:1,,ftp://no-such-host.invalid")
	l.Join(AddressOf(1), AddressOf(2), AddressOf(3))
	l.Register(AddressOf(1), first)
	l.Register(AddressOf(2), plain)
	l.Register(AddressOf(3), "https://127.0.0.1:"+FreePort(t)) // nobody is there
	list, _ := DiscoverAsking(t, append(l.Flags(l.URL), "--allow-private-addresses")...)
	all := list.ByRecipient()
	named := map[string]ListURI{}
	for _, uri := range all[AddressOf(1)] {
		named[uri.URI] = uri
	}
	if len(named) != 3 || named[first].Origin != "registry" || named[second].Origin != "node" || named["https://no-such-host.invalid:1"].Reason != "dns" {
		t.Errorf("%v", named)
	}
	if uris := all[AddressOf(2)]; len(uris) != 1+16 {
		t.Errorf("%d URIs of one that names 30", len(uris))
	}
	if uris := all[AddressOf(3)]; len(uris) != 1 || uris[0].Origin != "registry" {
		t.Errorf("%v", uris)
	}
}

// As of nodes with a price, who name them to nobody else: no node is asked here.
func TestFurtherNodesAreLearntFromSignedReleases(t *testing.T) {
	dayEnd := time.Now().UTC().Truncate(24 * time.Hour)
	recipient := "0x" + strings.Repeat("5a", 20)
	second := startRailNode(t, recipient, "binned", dayEnd, 1, "-nodes", "https://127.0.3.1:8935")
	first := startRailNode(t, recipient, "binned", dayEnd, 1, "-nodes", second.service+",http://127.0.3.2:8935")
	list := filepath.Join(t.TempDir(), "nodes")
	if err := os.WriteFile(list, []byte(recipient+" "+first.service+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	store := NewStore(t)
	for round := range 2 {
		crawled, output := Crawl(t, store, "--nodes", list, "--attempts", "1")
		reasons := map[string]string{}
		for _, node := range crawled.Nodes.Nodes {
			reasons[node.URI] = node.Reason
		}
		want := map[string]string{first.service: "none", second.service: "none", "http://127.0.3.2:8935": "refused"}
		if fmt.Sprint(reasons) != fmt.Sprint(want) {
			t.Errorf("round %d: %v, not %v\n%s", round, reasons, want, output.Err)
		}
		if who := crawled.Network["24h"].Participation; who.Recipients != 1 || who.Instances != 2 {
			t.Errorf("round %d: %+v", round, who)
		}
	}
	screen := check(t, 1, first.service, "--recipient", recipient) // its clock stands still
	expectLines(t, screen, `^  other nodes +`+second.service+` http://127\.0\.3\.2:8935$`)
}
