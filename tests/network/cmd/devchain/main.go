// Command devchain is the demo's chain: a development chain with contracts that have the interface of Livepeer's, on
// which orchestrators are registered and paid. Run from tests/network, since it compiles the contracts there. It prints
// the flags of nodestats-crawl for this chain, and keeps the chain up until it is told to end.
package main

import (
	"fmt"
	"math/big"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"nodestats/tests/network"
)

func main() {
	if len(os.Args) < 2 || strings.HasPrefix(os.Args[1], "-") {
		fmt.Fprintln(os.Stderr, "usage: devchain ACCOUNT=URI...")
		os.Exit(2)
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	h := &host{}
	defer h.end()
	livepeer := network.DeployLivepeer(h, network.StartAnvil(h, network.ChainID))
	for i, argument := range os.Args[1:] {
		account, uri, _ := strings.Cut(argument, "=")
		orchestrator := network.Address(account)
		livepeer.Join(orchestrator)
		livepeer.Register(orchestrator, uri)
		pay(livepeer, orchestrator, uint64(i))
	}
	fmt.Println(strings.Join(livepeer.Flags(livepeer.URL), " "))
	<-ended
}

// pay has two broadcasters redeem tickets with an orchestrator, the earlier ones more.
func pay(livepeer *network.Livepeer, orchestrator network.Address, index uint64) {
	const firstSender = 0x5e00
	face := new(big.Int).Div(big.NewInt(1e17), big.NewInt(int64(index)+1))
	for sender := range uint64(2) {
		livepeer.TicketBroker.Send("redeem(address,address,uint256)", network.AddressOf(firstSender+index+sender),
			orchestrator, face)
	}
}
