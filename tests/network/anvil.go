package network

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"
)

// Chain is a development chain of a test's own.
type Chain struct {
	URL    string
	ID     uint64
	t      testing.TB
	sender Address
}

// StartAnvil starts NODESTATS_ANVIL on a free port, until the test ends.
func StartAnvil(t testing.TB, id uint64, flags ...string) *Chain {
	t.Helper()
	port := FreePort(t)
	Start(t, "NODESTATS_ANVIL", append([]string{"--port", port, "--chain-id", strconv.FormatUint(id, 10), "--silent"}, flags...)...)
	chain := &Chain{URL: "http://127.0.0.1:" + port, ID: id, t: t}
	var accounts []Address
	Eventually(t, func() error { return chain.call("eth_accounts", &accounts) })
	chain.sender = accounts[0]
	return chain
}

// Call calls a JSON-RPC method, and reads its result into result, which may be nil.
func (c *Chain) Call(method string, result any, params ...any) {
	c.t.Helper()
	if err := c.call(method, result, params...); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *Chain) call(method string, result any, params ...any) error {
	if params == nil {
		params = []any{}
	}
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		return err
	}
	response, err := http.Post(c.URL, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct {
		Result json.RawMessage
		Error  *struct{ Message string }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return fmt.Errorf("%s", answer.Error.Message)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Result, result)
}

type receipt struct {
	Status          string
	ContractAddress Address
}

// send mines a transaction; to is empty where it makes a contract.
func (c *Chain) send(to Address, data []byte) receipt {
	c.t.Helper()
	transaction := map[string]any{"from": c.sender, "data": "0x" + hex.EncodeToString(data), "gas": "0x1c9c380"}
	if to != "" {
		transaction["to"] = to
	}
	var hash string
	c.Call("eth_sendTransaction", &hash, transaction)
	var mined *receipt
	Eventually(c.t, func() error {
		if err := c.call("eth_getTransactionReceipt", &mined, hash); err != nil || mined == nil {
			return fmt.Errorf("transaction %s is not mined: %v", hash, err)
		}
		return nil
	})
	if mined.Status != "0x1" {
		c.t.Fatalf("transaction %s failed", hash)
	}
	return *mined
}

// Contract is one that was made on a chain.
type Contract struct {
	Address  Address
	chain    *Chain
	compiled Compiled
}

// Deploy makes a contract, with its constructor's arguments.
func (c *Chain) Deploy(compiled Compiled, arguments ...any) *Contract {
	c.t.Helper()
	made := c.send("", append(bytes.Clone(compiled.Code), encode(arguments...)...))
	return &Contract{made.ContractAddress, c, compiled}
}

// Send calls a function such as "add(address[])" in a transaction.
func (c *Contract) Send(signature string, arguments ...any) {
	c.chain.t.Helper()
	selector, err := hex.DecodeString(c.compiled.Selectors[signature])
	if err != nil || len(selector) != 4 {
		c.chain.t.Fatalf("the contract has no %s", signature)
	}
	c.chain.send(c.Address, append(selector, encode(arguments...)...))
}
