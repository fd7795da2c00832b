package network

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestTheCommittedReaderIsWhatTheCompilerMakes(t *testing.T) {
	const header = "../../crawler/src/chain/pool_reader_bytecode.h"
	code := Compile(t, "../../crawler/contracts/PoolReader.sol")["PoolReader"].Code
	committed, err := os.ReadFile(header)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(committed), "kPoolReaderCode[] = {\n")
	_, after, found := strings.Cut(rest, "};\n")
	if !found {
		t.Fatalf("%s has no array", header)
	}
	var text strings.Builder
	for len(code) > 0 {
		line := code[:min(len(code), 19)]
		code = code[len(line):]
		text.WriteString("   ")
		for _, one := range line {
			fmt.Fprintf(&text, " 0x%s,", hex.EncodeToString([]byte{one}))
		}
		text.WriteString("\n")
	}
	want := before + "kPoolReaderCode[] = {\n" + text.String() + "};\n" + after
	if want == string(committed) {
		return
	}
	if os.Getenv("NODESTATS_UPDATE") == "" {
		t.Fatal("the contract has changed: run this test with NODESTATS_UPDATE=1")
	}
	if err := os.WriteFile(header, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// refuseReader is a front end that stumbles over code that is nowhere on the chain.
func refuseReader(status int) func(http.ResponseWriter, int, []RPCCall) bool {
	return func(w http.ResponseWriter, _ int, calls []RPCCall) bool {
		if !calls[0].IsDeployless() {
			return false
		}
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprint(w, "<html>")
		return true
	}
}

// refuse is an endpoint that runs no code that is nowhere on the chain.
func refuse(_ int, call RPCCall) string {
	if call.IsDeployless() {
		return `{"code":-32602,"message":"missing field: to"}`
	}
	return ""
}

// sameList compares lists that were read at different times.
func sameList(t *testing.T, got, want List) {
	t.Helper()
	got.ReadUnixSeconds, want.ReadUnixSeconds = 0, 0
	if !reflect.DeepEqual(got, want) {
		t.Errorf("lists differ:\n%v\n%v", got, want)
	}
}

func TestAHundredAreReadInThreeRequestsAndTheSameWithoutTheReader(t *testing.T) {
	l := StartHundred(t)
	direct := StartRPCProxy(t, l.URL, Trouble{})
	started := time.Now()
	want, _ := Discover(t, append(l.Flags(direct.URL), "--ai")...)
	t.Logf("%d requests, %v", direct.Requests(), time.Since(started))
	if len(want.Orchestrators) != 100 || want.Round != Round || want.ChainID != ChainID || want.BlockNumber == 0 {
		t.Errorf("%d orchestrators, round %d, chain %d, block %d", len(want.Orchestrators), want.Round, want.ChainID, want.BlockNumber)
	}
	if direct.Requests() != 3 {
		t.Errorf("%d requests: wanted one for the head, one for the pool, and one for the round", direct.Requests())
	}
	cache := filepath.Join(t.TempDir(), "list.json")
	flags := func(proxy *RPCProxy) []string {
		return append(l.Flags(proxy.URL), "--ai", "--list-cache", cache)
	}
	unknown := StartRPCProxy(t, l.URL, Trouble{Item: refuse})
	got, _ := Discover(t, flags(unknown)...)
	sameList(t, got, want)
	if n := unknown.Requests(); n < 100 {
		t.Errorf("%d requests for a list that nobody knew", n)
	}
	known := StartRPCProxy(t, l.URL, Trouble{Item: refuse})
	got, _ = Discover(t, flags(known)...)
	sameList(t, got, want)
	// Head, reader, two batches of neighbours, two of URIs of two registries, round.
	if n := known.Requests(); n != 7 {
		t.Errorf("%d requests for a list that was known", n)
	}
}

func TestAPoolThatChangedIsReadAlikeBothWays(t *testing.T) {
	l := StartHundred(t)
	cache := filepath.Join(t.TempDir(), "list.json")
	Discover(t, append(l.Flags(l.URL), "--list-cache", cache)...)
	hundred := Hundred()
	l.BondingManager.Send("removeAfter(address)", AddressOf(0)) // the first
	l.BondingManager.Send("removeAfter(address)", hundred[40])
	l.Join(AddressOf(1), AddressOf(2))
	l.Register(AddressOf(2), "https://1.1.2.2:8935")
	l.Register(hundred[30], "https://1.1.30.30:9999")
	want, _ := Discover(t, l.Flags(l.URL)...)
	stepwise := StartRPCProxy(t, l.URL, Trouble{Item: refuse})
	got, _ := Discover(t, append(l.Flags(stepwise.URL), "--list-cache", cache)...)
	sameList(t, got, want)
	all := got.ByRecipient()
	if _, there := all[hundred[0]]; there || len(all) != 100 {
		t.Errorf("%d orchestrators, the one that left among them: %v", len(all), there)
	}
	if uris := all[hundred[30]]; len(uris) != 1 || uris[0].URI != "https://1.1.30.30:9999" {
		t.Errorf("%v", uris)
	}
	if n := stepwise.Requests(); n != 1+1+2+2+1+1 {
		t.Errorf("%d requests: two newcomers should cost two", n)
	}
}

// A page of the reader holds 24,000 bytes: URIs of 2,000 need a page for eleven.
func TestAPoolOfManyPagesIsReadWhole(t *testing.T) {
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	var want []Address
	for i := range uint64(250) {
		want = append(want, AddressOf(1000+i))
	}
	l.Join(want...)
	for i := range 30 {
		l.Register(want[i*8], fmt.Sprintf("https://1.1.1.%d:8935/%s", i, strings.Repeat("x", 1900)))
	}
	direct := StartRPCProxy(t, l.URL, Trouble{})
	list, _ := Discover(t, l.Flags(direct.URL)...)
	stepwise, _ := Discover(t, l.Flags(StartRPCProxy(t, l.URL, Trouble{Item: refuse}).URL)...)
	sameList(t, list, stepwise)
	if n := direct.Requests(); len(list.Orchestrators) != 250 || n < 5 || n > 9 {
		t.Errorf("%d orchestrators in %d requests", len(list.Orchestrators), n)
	}
	for i, orchestrator := range list.Orchestrators {
		if orchestrator.Recipient != want[i] || (i%8 == 0 && i < 240) != (len(orchestrator.URIs) == 1) {
			t.Fatalf("%d: %s %v", i, orchestrator.Recipient, orchestrator.URIs)
		}
	}
}

func TestTroubleThatPassesIsSatOut(t *testing.T) {
	l := StartHundred(t)
	want, _ := Discover(t, l.Flags(l.URL)...)
	busy := func(status int, header, value string) func(http.ResponseWriter, int, []RPCCall) bool {
		return func(w http.ResponseWriter, request int, _ []RPCCall) bool {
			if request != 2 {
				return false
			}
			w.Header().Set(header, value)
			w.WriteHeader(status)
			return true
		}
	}
	for name, trouble := range map[string]Trouble{
		"429 with Retry-After": {Whole: busy(429, "Retry-After", "1")},
		"502":                  {Whole: busy(502, "Content-Type", "text/html")},
		"a broken connection": {Whole: func(_ http.ResponseWriter, request int, _ []RPCCall) bool {
			if request == 1 {
				panic(http.ErrAbortHandler)
			}
			return false
		}},
		"-32005 for one call of a batch": {Item: func(request int, call RPCCall) string {
			if request == 1 && call.Method == "eth_chainId" {
				return `{"code":-32005,"message":"daily request count exceeded, request rate limited"}`
			}
			return ""
		}},
		"batches of more than one call refused": {Whole: func(w http.ResponseWriter, _ int, calls []RPCCall) bool {
			if len(calls) > 1 {
				fmt.Fprint(w, `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}`)
			}
			return len(calls) > 1
		}},
		"a front end's 403 for the reader": {Whole: refuseReader(403)},
		"a front end's 500 for the reader": {Whole: refuseReader(500)},
		"a front end's 502 for the reader": {Whole: refuseReader(502)},
		"HTTP 500 for more than three calls": {Whole: func(w http.ResponseWriter, _ int, calls []RPCCall) bool {
			if len(calls) > 3 {
				http.Error(w, "batch of more than 3 requests", http.StatusInternalServerError)
			}
			return len(calls) > 3
		}, Item: refuse},
		"an array of one error for batches": {Whole: func(w http.ResponseWriter, _ int, calls []RPCCall) bool {
			if len(calls) > 20 {
				fmt.Fprint(w, `[{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"batch limit exceeded"}}]`)
			}
			return len(calls) > 20
		}, Item: refuse},
		"a dropped connection for batches": {Whole: func(_ http.ResponseWriter, _ int, calls []RPCCall) bool {
			if len(calls) > 20 {
				panic(http.ErrAbortHandler)
			}
			return false
		}, Item: refuse},
		"HTTP 413 for long batches, and no reader": {
			Whole: func(w http.ResponseWriter, _ int, calls []RPCCall) bool {
				if len(calls) > 10 {
					w.WriteHeader(http.StatusRequestEntityTooLarge)
				}
				return len(calls) > 10
			},
			Item: refuse,
		},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			got, _ := Discover(t, l.Flags(StartRPCProxy(t, l.URL, trouble).URL)...)
			sameList(t, got, want)
		})
	}
}

// failing runs discover against an endpoint in trouble that does not pass, and gives its one line.
func failing(t *testing.T, l *Livepeer, url string, more ...string) string {
	t.Helper()
	flags := append(l.Flags(url), "--rpc-attempts", "2", "--no-ask-nodes")
	output := Run(t, "NODESTATS_CRAWL", "", append(append([]string{"discover"}, flags...), more...)...)
	if output.Code != 1 || output.Out != "" || strings.Count(output.Err, "\n") != 1 {
		t.Errorf("exit %d, %q, %q", output.Code, output.Out, output.Err)
	}
	return output.Err
}

func TestTroubleThatStaysIsToldInOneLineWithoutTheKey(t *testing.T) {
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	const key = "/v2/0123456789abcdef?token=fedcba9876543210"
	answer := func(status int, body string) Trouble {
		return Trouble{Whole: func(w http.ResponseWriter, _ int, _ []RPCCall) bool {
			w.WriteHeader(status)
			w.Write([]byte(body))
			return true
		}}
	}
	for words, trouble := range map[string]Trouble{
		"limits our rate: HTTP 429, also after 2 attempts": answer(429, ""),
		"is in trouble: HTTP 503":                          answer(503, "down"),
		"is the URL's key right?":                          answer(401, "no access with 0123456789abcdef"),
		"answered HTTP 404":                                answer(404, "<html>"),
		"the answer is no JSON-RPC":                        answer(200, "<html>"),
		"no access with ***":                               answer(200, `{"error":{"code":1,"message":"no access with 0123456789abcdef\u001b[2J"}}`),
		"is busy: ":                                        answer(200, `{"error":{"code":-32005,"message":"slow down"}}`),
		"no such contract": {Item: func(_ int, call RPCCall) string {
			if call.Method == "eth_call" {
				return `{"code":3,"message":"no such contract: execution reverted"}`
			}
			return ""
		}},
	} {
		line := failing(t, l, StartRPCProxy(t, l.URL, trouble).URL+key)
		if !strings.Contains(line, words) || strings.ContainsAny(line, "\x1b") {
			t.Errorf("%q lacks %q", line, words)
		}
		if strings.Contains(line, "0123456789abcdef") || strings.Contains(line, "fedcba9876543210") {
			t.Errorf("%q gives the key away", line)
		}
	}
	if line := failing(t, l, "http://127.0.0.1:"+FreePort(t)+key); !strings.Contains(line, "cannot be reached") {
		t.Error(line)
	}
	if line := failing(t, l, "file:///etc/passwd"); !strings.Contains(line, "has to begin with https://") {
		t.Error(line)
	}
}

func TestAnotherChainIsRefusedAndBothAreNamed(t *testing.T) {
	l := DeployLivepeer(t, StartAnvil(t, ChainID))
	other := *l
	other.Chain = &Chain{ID: 42161}
	if line := failing(t, &other, l.URL); !strings.Contains(line, "is of chain 31337, not of chain 42161") {
		t.Error(line)
	}
	other = *l
	other.Controller = &Contract{Address: AddressOf(77)}
	if line := failing(t, &other, l.URL); !strings.Contains(line, "no such contract") {
		t.Error(line)
	}
	if line := failing(t, l, l.URL, "--bonding-manager", string(AddressOf(77))); !strings.Contains(line, "no such contract") {
		t.Error(line)
	}
}

func TestTheLastGoodListIsUsedWithItsAge(t *testing.T) {
	l := StartHundred(t)
	cache := filepath.Join(t.TempDir(), "list.json")
	want, _ := Discover(t, append(l.Flags(l.URL), "--list-cache", cache)...)
	text, err := os.ReadFile(cache)
	if err != nil {
		t.Fatal(err)
	}
	old := fmt.Sprintf(`"read_unix_seconds": %d`, time.Now().Add(-26*time.Hour).Unix())
	aged := bytes.Replace(text, fmt.Appendf(nil, `"read_unix_seconds": %d`, want.ReadUnixSeconds), []byte(old), 1)
	if err := os.WriteFile(cache, aged, 0o644); err != nil {
		t.Fatal(err)
	}
	away := "http://127.0.0.1:" + FreePort(t)
	got, output := Discover(t, append(l.Flags(away), "--rpc-attempts", "1", "--list-cache", cache)...)
	sameList(t, got, want)
	if !strings.Contains(output.Err, "warning: RPC endpoint 127.0.0.1") || !strings.Contains(output.Err, "using the list of 26h") {
		t.Error(output.Err)
	}
	if kept, err := os.ReadFile(cache); err != nil || !bytes.Equal(kept, aged) {
		t.Errorf("the kept list was changed: %v", err)
	}
	// A list of another chain, or none, is no help.
	other := *l
	other.Chain = &Chain{ID: 1}
	failing(t, &other, away, "--list-cache", cache)
	failing(t, l, away, "--list-cache", filepath.Join(t.TempDir(), "none"))
}
