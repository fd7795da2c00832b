package network

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const manyNodes = 10_000

// All of them are asked over TLS, on loopback addresses of their own; their figures are those of some real engines.
func TestTenThousandNodesAreCrawledAndAKillLosesNothing(t *testing.T) {
	nodes, list := StartFarm(t, manyNodes, "-hours", "1", "-templates", "4")
	store := NewStore(t)
	arguments := append([]string{"crawl", "--format", "none"}, CrawlFlags(store, "--nodes", list)...)
	killed := Start(t, "NODESTATS_CRAWL", arguments...)
	Eventually(t, func() error { return hasSaved(store) })
	killed.Process.Signal(syscall.SIGKILL)
	killed.Wait()
	rest := summary(t, Run(t, "NODESTATS_CRAWL", "", arguments...))
	if rest.well != manyNodes {
		t.Errorf("%d of %d nodes answered well", rest.well, manyNodes)
	}
	// What was stored before the kill need not be fetched again; each node has as many releases as the first.
	first := filepath.Join(t.TempDir(), "first")
	if err := os.WriteFile(first, fmt.Appendln(nil, nodes[0].Recipient, nodes[0].URI), 0o600); err != nil {
		t.Fatal(err)
	}
	one := summary(t, Run(t, "NODESTATS_CRAWL", "",
		append([]string{"crawl", "--format", "none"}, CrawlFlags(NewStore(t), "--nodes", first)...)...))
	if rest.added == 0 || one.added == 0 || rest.added >= one.added*manyNodes {
		t.Errorf("%d releases after the kill, %d of one node", rest.added, one.added)
	}
	again := summary(t, Run(t, "NODESTATS_CRAWL", "", arguments...))
	if again.well != manyNodes || again.added != 0 {
		t.Errorf("asked again, %+v", again)
	}
}

// hasSaved tells that the answers of some hundred nodes were committed: the log of what is written has grown beyond them.
func hasSaved(store string) error {
	log, err := os.Stat(store + "-wal")
	if err == nil && log.Size() < 1<<20 {
		err = fmt.Errorf("only %d bytes were saved", log.Size())
	}
	return err
}

type round struct{ asked, well, added int }

func summary(t *testing.T, output Output) round {
	t.Helper()
	var r round
	last := output.Err[strings.LastIndexByte(strings.TrimSpace(output.Err), '\n')+1:]
	if _, err := fmt.Sscanf(last, "asked %d nodes: %d well; %d new", &r.asked, &r.well, &r.added); err != nil || output.Code != 0 {
		t.Fatalf("exit %d: %s", output.Code, output.Err)
	}
	t.Log(strings.TrimSpace(last))
	return r
}
