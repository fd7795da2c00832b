package network

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
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

// hasSaved tells whether releases of some nodes have been committed.
func hasSaved(store string) error {
	const count = "import sqlite3, sys; print(*sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True).execute(" +
		"'SELECT count(*) FROM release').fetchone())"
	saved, err := exec.Command("/usr/bin/python3", "-c", count, store).Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		err = fmt.Errorf("%w: %s", err, failed.Stderr)
	}
	if err == nil && strings.TrimSpace(string(saved)) == "0" {
		err = errors.New("nothing was saved")
	}
	return err
}

type round struct{ asked, well, added int }

func summary(t *testing.T, output Output) round {
	t.Helper()
	var r round
	last := output.Err[strings.LastIndexByte(strings.TrimSpace(output.Err), '\n')+1:]
	var stamp string
	if _, err := fmt.Sscanf(last, "%s asked %d nodes: %d well; %d new", &stamp, &r.asked, &r.well, &r.added); err != nil || output.Code != 0 {
		t.Fatalf("exit %d: %s", output.Code, output.Err)
	}
	t.Log(strings.TrimSpace(last))
	return r
}
