package network

import (
	"fmt"
	"strings"
	"testing"
)

// ChainID is that of the tests' chains.
const ChainID = 31337

// BadURIs are what some of the hundred registered, and the reason that the crawler gives; "" where it can be asked.
var BadURIs = []struct{ URI, Reason string }{
	{"", "nothing"},
	{"not a uri", "bad_uri"},
	{"https://no-such-host.invalid:8935", "dns"},
	{"https://10.1.2.3:8935", "not_public"},
	{"https://" + strings.Repeat("a", 10000) + ".example:8935", "bad_uri"},
	{"https://1.1.7.7:8935", ""},
	{"https://1.1.7.7:8935", ""},
	{"https://user:password@1.1.9.9:8935", "bad_uri"},
	{"https://\x1b[31mred.example:8935", "bad_uri"},
	{"https://b\xc3\xbccher.example:8935", "bad_uri"},
	{"https://[2606:4700:4700::1111]:8935", ""},
	{"https://[::1]:8935", "not_public"},
	{"https://[::ffff:127.0.0.1]:8935", "not_public"},
	{"http://1.1.14.14", ""},
	{"ftp://1.1.15.15:21", "bad_uri"},
	{"https://1.1.16.16:0", "bad_uri"},
	{"https://1.1.17.17", ""},
	{"https://169.254.169.254:80", "not_public"},
	{"\xff\xfe\x00", "bad_uri"},
}

// Hundred gives the orchestrators in the order of the pool; the first have BadURIs, the last one's registry entry
// cannot be read, and the others have one each.
func Hundred() []Address {
	var hundred []Address
	for i := range uint64(100) {
		hundred = append(hundred, AddressOf(0xab00000000+i*7919%100)) // in no order of addresses
	}
	return hundred
}

// GoodURI is what the orchestrator at an index of Hundred registered.
func GoodURI(index int) string { return fmt.Sprintf("https://1.1.100.%d:8935", index) }

// StartHundred starts a chain on which they are registered.
func StartHundred(t testing.TB) *Livepeer {
	t.Helper()
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	hundred := Hundred()
	l.Join(hundred...)
	for i, orchestrator := range hundred {
		if i < len(BadURIs) {
			l.Register(orchestrator, BadURIs[i].URI)
		} else {
			l.Register(orchestrator, GoodURI(i))
		}
	}
	l.ServiceRegistry.Send("setReverting(address)", hundred[len(hundred)-1])
	l.AIServiceRegistry.Send("set(address,string)", hundred[50], "https://1.1.200.50:8936")
	l.AIServiceRegistry.Send("set(address,string)", hundred[51], GoodURI(51))
	return l
}
