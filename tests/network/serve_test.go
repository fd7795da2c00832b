package network

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// StartServe starts `serve` on a free port until the test ends, waits until it is ready, and gives its URL.
func StartServe(t testing.TB, store string, more ...string) string {
	t.Helper()
	url := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", url}, CrawlFlags(store, more...)...)...)
	url = "http://" + url
	Eventually(t, func() error { _, err := getText(url + "/readyz"); return err })
	return url
}

func getText(url string) (string, error) {
	response, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, body)
	}
	return string(body), err
}

func mustGetText(t testing.TB, url string) string {
	t.Helper()
	body, err := getText(url)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestServeShowsTheNetworkOverHTTP(t *testing.T) {
	_, list := StartFarm(t, 5, "-privacy", "binned")
	url := StartServe(t, NewStore(t), "--nodes", list)
	metrics := mustGetText(t, url+"/metrics")
	if check := Run(t, "NODESTATS_PROMTOOL", metrics, "check", "metrics"); check.Code != 0 || check.Err != "" {
		t.Errorf("promtool: %s%s", check.Out, check.Err)
	}
	for _, line := range []string{
		`nodestats_network_orchestrators{window="1h",state="participating"} 5`,
		`nodestats_crawl_endpoints{reason="none"} 5`, `nodestats_crawl_endpoints{reason="timeout"} 0`,
	} {
		if !strings.Contains(metrics, line+"\n") {
			t.Errorf("no %s", line)
		}
	}
	var view View
	if err := json.Unmarshal([]byte(mustGetText(t, url+"/api/v1/network/1h")), &view); err != nil || view.Participation.Recipients != 5 {
		t.Errorf("%v, %+v", err, view)
	}
	var targets []struct {
		Targets []string
		Labels  map[string]string
	}
	if err := json.Unmarshal([]byte(mustGetText(t, url+"/sd")), &targets); err != nil || len(targets) != 5 {
		t.Errorf("%v, %+v", err, targets)
	}
}

func TestServeEndsSoonWhenItIsTold(t *testing.T) {
	_, list := StartFarm(t, 1)
	port := FreePort(t)
	process := Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", "127.0.0.1:" + port},
		CrawlFlags(NewStore(t), "--nodes", list)...)...)
	Eventually(t, func() error { _, err := getText("http://127.0.0.1:" + port + "/readyz"); return err })
	process.Process.Signal(os.Interrupt)
	begun := time.Now()
	process.Wait()
	if took := time.Since(begun); took > 5*time.Second || process.ProcessState.ExitCode() != 0 {
		t.Errorf("exit %d after %v", process.ProcessState.ExitCode(), took)
	}
}

// Whatever the crawler still did then would replace what it exported by an empty network.
func TestServeThatIsStoppedBeforeItHasAListLeavesTheExportAlone(t *testing.T) {
	farm, _ := StartFarm(t, 1, "-chainId", fmt.Sprint(ChainID))
	livepeer := DeployLivepeer(t, StartAnvil(t, ChainID))
	livepeer.Join(Address(farm[0].Recipient))
	livepeer.Register(Address(farm[0].Recipient), farm[0].URI)
	store, folder := NewStore(t), filepath.Join(t.TempDir(), "export")
	Crawl(t, store, append(livepeer.Flags(livepeer.URL), "--export", folder)...)
	exported, err := os.ReadFile(filepath.Join(folder, "nodes.json"))
	if err != nil || !strings.Contains(string(exported), farm[0].Recipient) {
		t.Fatalf("%v: %s", err, exported)
	}
	asked := make(chan struct{}, 100)
	hangs := StartRPCProxy(t, livepeer.URL, Trouble{Whole: func(http.ResponseWriter, int, []RPCCall) bool {
		asked <- struct{}{}
		time.Sleep(5 * time.Second)
		return true
	}})
	process := Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", "127.0.0.1:" + FreePort(t)},
		CrawlFlags(store, append(livepeer.Flags(hangs.URL), "--export", folder)...)...)...)
	<-asked
	process.Process.Signal(os.Interrupt)
	process.Wait()
	if code := process.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit %d", code)
	}
	after, err := os.ReadFile(filepath.Join(folder, "nodes.json"))
	if err != nil || string(after) != string(exported) {
		t.Errorf("%v: %s", err, after)
	}
}

func TestServeSaysThatItsPortIsTaken(t *testing.T) {
	_, list := StartFarm(t, 1)
	url := StartServe(t, NewStore(t), "--nodes", list)
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"serve", "--listen", strings.TrimPrefix(url, "http://")},
		CrawlFlags(NewStore(t), "--nodes", list)...)...)
	if output.Code != 1 || strings.Count(output.Err, "\n") != 1 {
		t.Errorf("exit %d: %s", output.Code, output.Err)
	}
}

func TestExportsHaveImmutableNames(t *testing.T) {
	_, list := StartFarm(t, 2)
	store, folder := NewStore(t), filepath.Join(t.TempDir(), "site")
	Crawl(t, store, "--nodes", list, "--export", folder)
	contents := func() map[string]string {
		all := map[string]string{}
		filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				bytes, _ := os.ReadFile(path)
				all[path] = string(bytes)
			}
			return err
		})
		return all
	}
	before := contents()
	if output := Run(t, "NODESTATS_CRAWL", "", "export", folder, "--store", store); output.Code != 0 {
		t.Fatalf("%s", output.Err)
	}
	after := contents()
	mutable := map[string]bool{"index.json": true, "nodes.json": true}
	for path, bytes := range before {
		if !mutable[filepath.Base(path)] && after[path] != bytes {
			t.Errorf("%s has other bytes now", path)
		}
	}
	var index struct {
		Views map[string][]struct{ Path string }
	}
	if err := json.Unmarshal([]byte(after[filepath.Join(folder, "index.json")]), &index); err != nil || len(index.Views["1h"]) == 0 {
		t.Fatalf("%v, %+v", err, index)
	}
	for _, view := range index.Views["1h"] {
		if after[filepath.Join(folder, view.Path)] == "" {
			t.Errorf("%s is not there", view.Path)
		}
	}
	if output := Run(t, "NODESTATS_CRAWL", "", "export", folder, "--store", store+".missing"); output.Code != 1 {
		t.Errorf("a missing store: exit %d, %s", output.Code, output.Err)
	}
}
