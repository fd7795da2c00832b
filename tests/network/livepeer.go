package network

import (
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// Livepeer is the contracts of Livepeer on a development chain, our own small ones with the same ABI.
type Livepeer struct {
	*Chain
	Controller, BondingManager, ServiceRegistry, AIServiceRegistry, RoundsManager, TicketBroker *Contract
}

// Round is what the RoundsManager says.
const Round = 4321

var compiledOnce = struct {
	sync.Mutex
	contracts map[string]Compiled
}{}

// compiledContracts compiles the contracts for the first test that needs them.
func compiledContracts(t testing.TB) map[string]Compiled {
	t.Helper()
	compiledOnce.Lock()
	defer compiledOnce.Unlock()
	if compiledOnce.contracts == nil {
		paths, err := filepath.Glob("contracts/*.sol")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no contracts: %v", err)
		}
		compiledOnce.contracts = Compile(t, paths...)
	}
	return compiledOnce.contracts
}

// DeployLivepeer compiles the contracts and makes them, with an empty pool.
func DeployLivepeer(t testing.TB, chain *Chain) *Livepeer {
	t.Helper()
	compiled := compiledContracts(t)
	l := &Livepeer{
		Chain:             chain,
		Controller:        chain.Deploy(compiled["Controller"]),
		BondingManager:    chain.Deploy(compiled["BondingManager"]),
		ServiceRegistry:   chain.Deploy(compiled["ServiceRegistry"]),
		AIServiceRegistry: chain.Deploy(compiled["AIServiceRegistry"]),
		RoundsManager:     chain.Deploy(compiled["RoundsManager"], uint64(Round)),
		TicketBroker:      chain.Deploy(compiled["TicketBroker"]),
	}
	for name, contract := range map[string]*Contract{
		"BondingManager": l.BondingManager, "ServiceRegistry": l.ServiceRegistry,
		"RoundsManager": l.RoundsManager, "TicketBroker": l.TicketBroker,
	} {
		l.Controller.Send("setContract(string,address)", name, contract.Address)
	}
	return l
}

// Join puts orchestrators at the end of the pool.
func (l *Livepeer) Join(orchestrators ...Address) {
	l.t.Helper()
	l.BondingManager.Send("add(address[])", orchestrators)
}

// Register writes an orchestrator's service URI into the ServiceRegistry.
func (l *Livepeer) Register(orchestrator Address, uri string) {
	l.t.Helper()
	l.ServiceRegistry.Send("set(address,string)", orchestrator, uri)
}

// Flags are those of nodestats-crawl for this chain, asked at url, which may be a proxy in front of it.
func (l *Livepeer) Flags(url string) []string {
	return []string{
		"--rpc", url, "--chain-id", strconv.FormatUint(l.ID, 10), "--controller", string(l.Controller.Address),
		"--ai-service-registry", string(l.AIServiceRegistry.Address),
	}
}
