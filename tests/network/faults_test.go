package network

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// needsRoot skips the test where this machine's mounts may not be changed.
func needsRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("mounts need root")
	}
}

// smallDisk mounts a disk of so many bytes until the test ends. The function that it gives makes it larger.
func smallDisk(t *testing.T, size int) (folder string, grow func(size int)) {
	t.Helper()
	needsRoot(t)
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprint("size=", size)); err != nil {
		t.Skip("no mounts here: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder, func(size int) {
		if err := syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT, fmt.Sprint("size=", size)); err != nil {
			t.Fatal(err)
		}
	}
}

// ready gives the status and the line of /readyz.
func ready(url string) (bool, string) {
	body, err := getText(url + "/readyz")
	if err != nil {
		return false, err.Error()
	}
	return true, body
}

func TestAFullDiskIsSaidAndTheNodesAreAskedAgainOnceThereIsRoom(t *testing.T) {
	const size, nodes = 1 << 20, 12
	_, list := StartFarm(t, nodes, "-privacy", "binned", "-hours", "24")
	folder, grow := smallDisk(t, size)
	store := filepath.Join(folder, "crawl.db")
	crawl := Run(t, "NODESTATS_CRAWL", "", append([]string{"crawl"}, CrawlFlags(store, "--nodes", list)...)...)
	for _, words := range []string{"no space left for " + store, "are asked again", "--retention"} {
		if crawl.Code != 1 || !strings.Contains(crawl.Err, words) {
			t.Errorf("exit %d, without %q: %s", crawl.Code, words, crawl.Err)
		}
	}

	address := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--interval", "1s", "--listen", address},
		CrawlFlags(store, "--nodes", list)...)...)
	at := "http://" + address
	Eventually(t, func() error {
		if ok, line := ready(at); ok || !strings.Contains(line, "no space left") {
			return fmt.Errorf("ready %v: %s", ok, line)
		}
		return nil
	})
	time.Sleep(3 * time.Second) // further rounds, which must not count as good ones
	if metrics := mustGetText(t, at+"/metrics"); strings.Contains(metrics, "nodestats_crawl_last_success_timestamp_seconds ") {
		t.Error("a crawl that stored nothing is a success")
	}
	if ok, line := ready(at); ok {
		t.Error("ready, with a full disk: ", line)
	}
	if live := mustGetText(t, at+"/healthz"); live != "ok\n" {
		t.Errorf("it lives: %q", live)
	}
	grow(256 * size)
	Eventually(t, func() error { _, err := getText(at + "/readyz"); return err })
	metrics := mustGetText(t, at+"/metrics")
	for _, line := range []string{fmt.Sprintf("nodestats_crawl_endpoints{reason=\"none\"} %d\n", nodes), "nodestats_crawl_last_success_timestamp_seconds "} {
		if !strings.Contains(metrics, line) {
			t.Errorf("no %s", line)
		}
	}
}

// A machine that has just started has no name server yet.
func TestANodeWhoseNameResolvesLaterIsAskedSoon(t *testing.T) {
	needsRoot(t)
	NeedsNamespace(t, "-m")
	farm, _ := StartFarm(t, 1)
	node, err := url.Parse(farm[0].URI)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	hosts := file("hosts", "127.0.0.1 localhost\n", 0o644)
	servers := file("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", 0o644)
	list := file("nodes", fmt.Sprintf("%s https://node.example:%s\n", farm[0].Recipient, node.Port()), 0o644)
	script := file("before-dns", fmt.Sprintf("#!/bin/sh\nmount --bind %s /etc/hosts && mount --bind %s /etc/resolv.conf && exec %s \"$@\"\n",
		hosts, servers, strings.Join(Program(t, "NODESTATS_CRAWL"), " ")), 0o755)
	t.Setenv("NODESTATS_CRAWL_BEFORE_DNS", "unshare -m "+script)

	if out := Run(t, "NODESTATS_CRAWL_BEFORE_DNS", "", "check", "https://node.example:8935"); out.Code != 1 ||
		strings.Contains(out.Out, "All is well") || !strings.Contains(out.Out, "dns: ") {
		t.Errorf("check of a name without address: exit %d: %s%s", out.Code, out.Out, out.Err)
	}
	at := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_CRAWL_BEFORE_DNS", append([]string{"serve", "--interval", "1s", "--listen", at},
		CrawlFlags(NewStore(t), "--nodes", list)...)...)
	at = "http://" + at
	Eventually(t, func() error {
		if ok, line := ready(at); ok || !strings.Contains(line, "no node to ask") || !strings.Contains(line, "1 dns") {
			return fmt.Errorf("ready %v: %s", ok, line)
		}
		return nil
	})
	file("hosts", fmt.Sprintf("127.0.0.1 localhost\n%s node.example\n", node.Hostname()), 0o644)
	Eventually(t, func() error { _, err := getText(at + "/readyz"); return err })
	if metrics := mustGetText(t, at+"/metrics"); !strings.Contains(metrics, "nodestats_crawl_endpoints{reason=\"none\"} 1\n") {
		t.Error("the node was not asked")
	}
}

func TestDamageWithinAPageIsSaid(t *testing.T) {
	_, list := StartFarm(t, 3)
	store := NewStore(t)
	Crawl(t, store, "--nodes", list)
	file, err := os.ReadFile(store)
	if err != nil {
		t.Fatal(err)
	}
	// The version within the signed payloads: SQLite's pages stay in order.
	damaged := bytes.ReplaceAll(file, []byte("farm/0.1.0"), []byte("farm/0.1.8"))
	if err := os.WriteFile(store, damaged, 0o600); err != nil || bytes.Equal(file, damaged) {
		t.Fatalf("%v; or there is no payload in the file", err)
	}
	at := "127.0.0.1:" + FreePort(t)
	process := Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", at}, CrawlFlags(store, "--nodes", list)...)...)
	Eventually(t, func() error {
		if ok, line := ready("http://" + at); ok || !strings.Contains(line, store+" is damaged") {
			return fmt.Errorf("ready %v: %s", ok, line)
		}
		return nil
	})
	process.Process.Signal(os.Interrupt)
	process.Wait()
	if log := fmt.Sprint(process.Stderr); !strings.Contains(log, "is damaged: release ") {
		t.Errorf("not said: %s", log)
	}
}

func TestEveryLineOfTheLogHasATime(t *testing.T) {
	_, list := StartFarm(t, 2, "-misbehave", "hang")
	at := "127.0.0.1:" + FreePort(t)
	process := Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", at, "--interval", "1s", "--deadline", "1s",
		"--attempts", "1", "--remote-write", "http://127.0.0.1:1"}, CrawlFlags(NewStore(t), "--nodes", list)...)...)
	Eventually(t, func() error { _, err := getText("http://" + at + "/readyz"); return err })
	time.Sleep(2 * time.Second)
	process.Process.Signal(os.Interrupt)
	process.Wait()
	line := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S`)
	lines := strings.Split(strings.TrimSpace(fmt.Sprint(process.Stderr)), "\n")
	for _, each := range lines {
		if !line.MatchString(each) {
			t.Errorf("no time: %s", each)
		}
	}
	if len(lines) < 3 {
		t.Errorf("few lines: %q", lines)
	}
}

// However many receivers are away, nodes are asked in time.
func TestReceiversThatAreAwayDoNotHoldUpTheCrawl(t *testing.T) {
	_, list := StartFarm(t, 2)
	at := "127.0.0.1:" + FreePort(t)
	flags := []string{"serve", "--listen", at, "--interval", "2s"}
	for port := 1; port <= 6; port++ {
		flags = append(flags, "--remote-write", fmt.Sprint("http://127.0.0.1:", port))
	}
	Start(t, "NODESTATS_CRAWL", append(flags, CrawlFlags(NewStore(t), "--nodes", list)...)...)
	Eventually(t, func() error { _, err := getText("http://" + at + "/readyz"); return err })
	for end := time.Now().Add(12 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if ok, line := ready("http://" + at); !ok {
			t.Fatal("not ready, with receivers that are away: ", line)
		}
	}
}
