package network

import (
	"fmt"
	"math"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"
)

// paidFarm starts nodes on a chain on which the first of them was paid 3 of 4 ETH, by one of two who paid.
func paidFarm(t *testing.T, nodes int) *Livepeer {
	farm, _ := StartFarm(t, nodes, "-hours", "72", "-chainId", fmt.Sprint(ChainID)) // so that there is a week
	livepeer := DeployLivepeer(t, StartAnvil(t, ChainID))
	for _, node := range farm {
		livepeer.Join(Address(node.Recipient))
		livepeer.Register(Address(node.Recipient), node.URI)
	}
	livepeer.TicketBroker.Send("redeem(address,address,uint256)", AddressOf(7), Address(farm[0].Recipient), ether(3))
	livepeer.TicketBroker.Send("redeem(address,address,uint256)", AddressOf(8), AddressOf(9), ether(1))
	return livepeer
}

func expectFees(t *testing.T, crawled Crawled, share, payers float64) {
	t.Helper()
	if got := crawled.Network["1h"].Participation.FeeShare; got == nil || math.Abs(*got-share) > 1e-9 {
		t.Errorf("share of fees %v, not %v", got, share)
	}
	if got := crawled.Network["7d"].Broadcasters.Paying; got == nil || *got != payers {
		t.Errorf("%v paid, not %v", got, payers)
	}
}

// Whoever has a reserve of 1 wei can redeem a ticket of any face value: nothing is paid.
func TestARedemptionThatPaysNothingChangesNothing(t *testing.T) {
	livepeer := paidFarm(t, 1)
	store := NewStore(t)
	before, _ := Crawl(t, store, livepeer.Flags(livepeer.URL)...)
	expectFees(t, before, 0.75, 2)
	nothing := new(big.Int)
	livepeer.TicketBroker.Send("redeemFor(address,address,uint256,uint256)", AddressOf(66), AddressOf(9), ether(1000), nothing)
	for _, store := range []string{store, NewStore(t)} {
		after, _ := Crawl(t, store, livepeer.Flags(livepeer.URL)...)
		expectFees(t, after, 0.75, 2)
	}
	livepeer.TicketBroker.Send("redeem(address,address,uint256)", AddressOf(8), AddressOf(9), ether(2))
	paid, _ := Crawl(t, store, livepeer.Flags(livepeer.URL)...)
	expectFees(t, paid, 0.5, 2)
}

func TestFeesAreNotReadWhereNobodyWantsThem(t *testing.T) {
	livepeer := paidFarm(t, 1)
	proxy := StartRPCProxy(t, livepeer.URL, Trouble{})
	crawled, _ := Crawl(t, NewStore(t), append(livepeer.Flags(proxy.URL), "--no-tickets")...)
	if share := crawled.Network["1h"].Participation.FeeShare; share != nil || proxy.Calls("eth_getLogs") != 0 {
		t.Errorf("share %v, %d calls for logs", share, proxy.Calls("eth_getLogs"))
	}
}

func TestFeesThatCannotBeReadAreSaidAndNothingElseIsMissing(t *testing.T) {
	livepeer := paidFarm(t, 2)
	proxy := StartRPCProxy(t, livepeer.URL, Trouble{Item: func(_ int, call RPCCall) string {
		if call.Method == "eth_getLogs" {
			return `{"code":-32601,"message":"eth_getLogs is not available on your plan"}`
		}
		return ""
	}})
	crawled, output := Crawl(t, NewStore(t), append(livepeer.Flags(proxy.URL), "--rpc-attempts", "1")...)
	if crawled.Nodes.Reasons["none"] != 2 || crawled.Network["1h"].Participation.FeeShare != nil {
		t.Errorf("%+v", crawled)
	}
	for _, words := range []string{"not available on your plan", "--no-tickets"} {
		if !strings.Contains(output.Err, words) {
			t.Errorf("%q is not said: %s", words, output.Err)
		}
	}
}

// An endpoint that hangs over logs does not keep `serve` from asking nodes, nor from ending.
func TestNodesDoNotWaitForFees(t *testing.T) {
	livepeer := paidFarm(t, 2)
	ended := make(chan struct{})
	hangs := StartRPCProxy(t, livepeer.URL, Trouble{Whole: func(_ http.ResponseWriter, _ int, calls []RPCCall) bool {
		if calls[0].Method != "eth_getLogs" {
			return false
		}
		<-ended
		panic(http.ErrAbortHandler)
	}})
	t.Cleanup(func() { close(ended) })
	begun := time.Now()
	url := StartServe(t, NewStore(t), append(livepeer.Flags(hangs.URL), "--interval", "1s")...)
	asked := func() bool {
		metrics, err := getText(url + "/metrics")
		return err == nil && strings.Contains(metrics, `nodestats_crawl_endpoints{reason="none"} 2`)
	}
	Eventually(t, func() error {
		if asked() {
			return nil
		}
		return fmt.Errorf("the nodes were not asked")
	})
	if took := time.Since(begun); took > 15*time.Second {
		t.Errorf("it took %v: a request may take 20 s, and the fees 2 minutes", took)
	}
}
