package network

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEachOrchestratorIsListedWithWhatItsUriCameTo(t *testing.T) {
	l := StartHundred(t)
	list, output := Discover(t, append(l.Flags(l.URL), "--ai")...)
	all, hundred := list.ByRecipient(), Hundred()
	for i, bad := range BadURIs {
		uris := all[hundred[i]]
		switch {
		case bad.Reason == "nothing":
			if len(uris) != 0 {
				t.Errorf("%d: %v", i, uris)
			}
		case len(uris) != 1 || uris[0].Reason != bad.Reason || (bad.Reason == "") != (len(uris[0].Addresses) == 1):
			t.Errorf("%.60q: %.300q", bad.URI, fmt.Sprint(uris))
		case bad.Reason != "" && uris[0].Detail == "":
			t.Errorf("%.60q: no word why", bad.URI)
		}
	}
	for i := len(BadURIs); i < 99; i++ {
		uris := all[hundred[i]]
		if len(uris) == 0 || uris[0].URI != GoodURI(i) || uris[0].Origin != "registry" || uris[0].Addresses[0] != fmt.Sprint("1.1.100.", i) {
			t.Errorf("%d: %v", i, uris)
		}
		if wanted := map[bool]int{true: 2, false: 1}[i == 50]; len(uris) != wanted {
			t.Errorf("%d has %d URIs", i, len(uris))
		}
	}
	if uris := all[hundred[50]]; uris[1].Origin != "ai_registry" || uris[1].URI != "https://1.1.200.50:8936" {
		t.Errorf("%v", uris)
	}
	if uris := all[hundred[99]]; len(uris) != 0 {
		t.Errorf("a registry that reverts gave %v", uris)
	}
	if strings.Count(output.Err, "\n") != 1 || !strings.Contains(output.Err, "100 orchestrators at block") {
		t.Errorf("not one line at the end: %q", output.Err)
	}
	for i := 1; i < len(list.Orchestrators); i++ {
		if list.Orchestrators[i-1].Recipient >= list.Orchestrators[i].Recipient {
			t.Fatal("not in the order of recipients")
		}
	}
}

func TestTheTableIsFitForATerminal(t *testing.T) {
	l := StartHundred(t)
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"discover", "--no-ask-nodes"}, l.Flags(l.URL)...)...)
	lines := strings.Split(strings.TrimSuffix(output.Out, "\n"), "\n")
	if output.Code != 0 || len(lines) != 1+100+1 {
		t.Fatalf("exit %d, %d lines, %s", output.Code, len(lines), output.Err)
	}
	for _, line := range lines[:101] {
		if len(line) > 100 {
			t.Errorf("%d columns: %s", len(line), line)
		}
		for _, letter := range []byte(line) {
			if letter < ' ' || letter > '~' {
				t.Fatalf("%q", line)
			}
		}
	}
	for _, want := range []string{"RECIPIENT", string(Hundred()[60]) + " registry    " + GoodURI(60), "nothing registered", "bad_uri: ", "not_public: ", "?[31mred"} {
		if !strings.Contains(output.Out, want) {
			t.Errorf("the table lacks %q", want)
		}
	}
	if last := lines[101]; !strings.HasPrefix(last, "100 orchestrators, 85 addresses, 13 URIs that lead nowhere; block ") || !strings.HasSuffix(last, "of chain 31337, round 4321") {
		t.Error(last)
	}
}

// target is one of Prometheus' http_sd.
type target struct {
	Targets []string          `json:"targets"`
	Labels  map[string]string `json:"labels"`
}

func TestServiceDiscoveryIsWrittenInOneStepForPrometheus(t *testing.T) {
	l := StartHundred(t)
	path := filepath.Join(t.TempDir(), "targets.json")
	if err := os.WriteFile(path, []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Open(path)
	defer before.Close()
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"discover", "--no-ask-nodes", "--format", "sd", "--output", path}, l.Flags(l.URL)...)...)
	text, err := os.ReadFile(path)
	var targets []target
	if err != nil || output.Code != 0 || output.Out != "" || json.Unmarshal(text, &targets) != nil || len(targets) != 85 {
		t.Fatalf("exit %d, %v, %d targets, %s", output.Code, err, len(targets), output.Err)
	}
	// Whoever had the old file open still has it whole: the new one took its name.
	old := make([]byte, 10)
	if n, _ := before.Read(old); string(old[:n]) != "[]" {
		t.Errorf("the old file was written over: %q", old[:n])
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	found := map[string]map[string]string{}
	for _, one := range targets {
		found[one.Targets[0]] = one.Labels
	}
	for address, want := range map[string]map[string]string{
		"1.1.100.60:8935":             {"__scheme__": "https", "__metrics_path__": "/nodestats", "origin": "registry", "recipient": string(Hundred()[60])},
		"[2606:4700:4700::1111]:8935": {"__scheme__": "https", "__metrics_path__": "/nodestats", "origin": "registry", "recipient": string(Hundred()[10])},
		"1.1.14.14:80":                {"__scheme__": "http", "__metrics_path__": "/nodestats", "origin": "registry", "recipient": string(Hundred()[13])},
		"1.1.17.17:443":               {"__scheme__": "https", "__metrics_path__": "/nodestats", "origin": "registry", "recipient": string(Hundred()[16])},
	} {
		if fmt.Sprint(found[address]) != fmt.Sprint(want) {
			t.Errorf("%s: %v", address, found[address])
		}
	}
}

func TestAFileAloneOrBesideTheChainGivesNodes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nodes")
	hundred := Hundred()
	text := fmt.Sprintf("# mine\nhttps://1.1.50.1:8935\n\n%s https://1.1.50.2:8935 # second\n%s %s\n", hundred[70], hundred[71], GoodURI(71))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	alone, _ := Discover(t, "--nodes", path)
	if len(alone.Orchestrators) != 3 || alone.ChainID != 0 || alone.ByRecipient()[""][0].Origin != "file" {
		t.Errorf("%v", alone)
	}
	l := StartHundred(t)
	both, _ := Discover(t, append(l.Flags(l.URL), "--nodes", path)...)
	all := both.ByRecipient()
	if len(all) != 101 || len(all[hundred[70]]) != 2 || all[hundred[70]][1].URI != "https://1.1.50.2:8935" || len(all[hundred[71]]) != 1 {
		t.Errorf("%d: %v %v", len(all), all[hundred[70]], all[hundred[71]])
	}
	// What discover prints is a file of nodes, too.
	printed := Run(t, "NODESTATS_CRAWL", "", append([]string{"discover", "--no-ask-nodes", "--format", "json"}, l.Flags(l.URL)...)...)
	if err := os.WriteFile(path, []byte(printed.Out), 0o600); err != nil {
		t.Fatal(err)
	}
	again, _ := Discover(t, "--nodes", path)
	want, _ := Discover(t, l.Flags(l.URL)...)
	sameList(t, again, want)
}

func TestShardsShareAllOutAndEachOnce(t *testing.T) {
	l := StartHundred(t)
	var sizes []int
	seen := map[Address]int{}
	for _, shard := range []string{"1/3", "2/3", "3/3"} {
		list, _ := Discover(t, append(l.Flags(l.URL), "--shard", shard)...)
		sizes = append(sizes, len(list.Orchestrators))
		for _, orchestrator := range list.Orchestrators {
			seen[orchestrator.Recipient]++
		}
	}
	for recipient, times := range seen {
		if times != 1 {
			t.Errorf("%s is in %d shards", recipient, times)
		}
	}
	if len(seen) != 100 || min(sizes[0], sizes[1], sizes[2]) < 15 {
		t.Errorf("%d in shards of %v", len(seen), sizes)
	}
}

func TestBadFlagsAndFilesAreToldInALine(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.WriteFile(bad, []byte("https://1.1.1.1:8935\n\x1b[2Jgarbage\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for words, flags := range map[string][]string{
		"Give --rpc URL (a chain), --nodes FILE, or both": {},
		"line 2: the URI is bad":                          {"--nodes", bad},
		"No such file":                                    {"--nodes", bad + "-none"},
		"is not 0x and 40 hexadecimal digits":             {"--rpc", "https://x.invalid", "--controller", "0x12"},
		"is not I/N":                                      {"--nodes", bad, "--shard", "3/2"},
		"--format":                                        {"--nodes", bad, "--format", "xml"},
	} {
		output := Run(t, "NODESTATS_CRAWL", "", append([]string{"discover"}, flags...)...)
		if output.Code == 0 || !strings.Contains(output.Err+output.Out, words) || strings.Contains(output.Err, "\x1b") {
			t.Errorf("exit %d: %q lacks %q", output.Code, output.Err, words)
		}
	}
}
