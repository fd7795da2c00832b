package network

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// RPCProxy stands in front of a chain's JSON-RPC, counts, and misbehaves as told.
type RPCProxy struct {
	URL      string
	lock     sync.Mutex
	requests int
	calls    map[string]int
	trouble  Trouble
	upstream string
}

// RPCCall is one call of a request.
type RPCCall struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// Trouble is how a proxy misbehaves. Whole may answer a request itself, and then returns true; Item may give a call of
// it an error object in JSON, or "" for none. Both may be nil. `request` counts from 1.
type Trouble struct {
	Whole func(w http.ResponseWriter, request int, calls []RPCCall) bool
	Item  func(request int, call RPCCall) string
}

// StartRPCProxy starts one on a free port, until the test ends.
func StartRPCProxy(t testing.TB, upstream string, trouble Trouble) *RPCProxy {
	t.Helper()
	p := &RPCProxy{upstream: upstream, trouble: trouble, calls: map[string]int{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Requests gives how many requests came, and Calls how many calls of a method.
func (p *RPCProxy) Requests() int {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.requests
}

// Calls gives how many calls of a method came.
func (p *RPCProxy) Calls(method string) int {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.calls[method]
}

func (p *RPCProxy) count(calls []RPCCall) int {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.requests++
	for _, call := range calls {
		p.calls[call.Method]++
	}
	return p.requests
}

func (p *RPCProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	single := !strings.HasPrefix(strings.TrimSpace(string(body)), "[")
	calls := make([]RPCCall, 1)
	if single {
		err = json.Unmarshal(body, &calls[0])
	} else {
		err = json.Unmarshal(body, &calls)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	request := p.count(calls)
	if p.trouble.Whole != nil && p.trouble.Whole(w, request, calls) {
		return
	}
	answers := make([]json.RawMessage, 0, len(calls))
	for _, call := range calls {
		answers = append(answers, p.answer(request, call))
	}
	w.Header().Set("Content-Type", "application/json")
	if single {
		w.Write(answers[0])
		return
	}
	json.NewEncoder(w).Encode(answers)
}

func (p *RPCProxy) answer(request int, call RPCCall) json.RawMessage {
	if p.trouble.Item != nil {
		if trouble := p.trouble.Item(request, call); trouble != "" {
			return json.RawMessage(`{"jsonrpc":"2.0","id":` + string(call.ID) + `,"error":` + trouble + `}`)
		}
	}
	body, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": call.ID, "method": call.Method, "params": call.Params})
	response, err := http.Post(p.upstream, "application/json", bytes.NewReader(body))
	if err != nil {
		return json.RawMessage(`{"jsonrpc":"2.0","id":` + string(call.ID) + `,"error":{"code":-32603,"message":"upstream"}}`)
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	return answer
}

// IsDeployless tells a call of code that is nowhere on the chain.
func (c RPCCall) IsDeployless() bool {
	var params []json.RawMessage
	var call struct {
		To *string `json:"to"`
	}
	return c.Method == "eth_call" && json.Unmarshal(c.Params, &params) == nil && len(params) > 0 &&
		json.Unmarshal(params[0], &call) == nil && call.To == nil
}
