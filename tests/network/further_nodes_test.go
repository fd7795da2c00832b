package network

import (
	"fmt"
	"strings"
	"testing"
)

func TestUrisThatNodesNameAreFound(t *testing.T) {
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	second := "https://" + StartRefnode(t)
	var many []string
	for i := range 30 {
		many = append(many, fmt.Sprintf("https://127.0.2.%d:8935", i+1))
	}
	plain := "http://" + StartRefnode(t, "-h2c", "-nodes", strings.Join(many, ","))
	first := "https://" + StartRefnode(t, "-nodes", second+",https://no-such-host.invalid:1,,not-a-uri")
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
