package integration

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// published gives each release as it was signed, by its window and end.
func published(t *testing.T, n *node) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, r := range n.releases(t, "") {
		key := fmt.Sprintf("%s to %s", r.Window, time.Unix(int64(r.End), 0).UTC().Format("15:04"))
		if _, twice := all[key]; twice {
			t.Errorf("%s is there twice", key)
		}
		all[key] = string(r.payload) + string(r.signature)
	}
	return all
}

// threeHours is a node that has been through 9, 10 and 11 h, and is in the middle of 12 h.
func threeHours(t *testing.T, dataDir string) *node {
	t.Helper()
	node := start(t, dataDir, binned(t, "2026-11-20T08:59:59Z")...)
	for _, hour := range []string{"09", "10", "11", "12"} {
		node.advanceTo(t, "2026-11-20T"+hour+":20:00Z")
		node.play(t, lecture)
	}
	return node
}

func TestReleasesComeBackByteForByteAfterARestart(t *testing.T) {
	dataDir := t.TempDir()
	first := threeHours(t, dataDir)
	before := published(t, first)
	if len(before) != 4 {
		t.Fatalf("%d releases before the restart, not 3 hours and 4 hours", len(before))
	}
	first.terminate(t)

	second := start(t, dataDir, binned(t, "2026-11-20T12:30:00Z")...)
	if after := published(t, second); !maps.Equal(after, before) {
		t.Errorf("after the restart %d releases, before it %d, or other bytes", len(after), len(before))
	}
	// The hour of the restart is not covered. The next one is, and the day is of the hours of one process alone.
	second.advanceTo(t, "2026-11-20T14:00:10Z")
	after := published(t, second)
	if _, there := after["WINDOW_1H to 13:00"]; there {
		t.Error("the hour of the restart was published")
	}
	if _, there := after["WINDOW_1H to 14:00"]; !there || len(after) != len(before)+1 {
		t.Errorf("the hour after the restart was not published: %d releases", len(after))
	}
}

func TestAClockSetBackBeforeARestartPublishesNoHourTwice(t *testing.T) {
	dataDir := t.TempDir()
	first := threeHours(t, dataDir)
	before := published(t, first)
	first.terminate(t)

	second := start(t, dataDir, binned(t, "2026-11-20T10:30:00Z")...)
	if log := second.log.String(); !strings.Contains(log, "end in the future (3): was the clock set back?") {
		t.Errorf("the log does not say so:\n%s", log)
	}
	second.advanceTo(t, "2026-11-20T11:59:00Z")
	for key, release := range published(t, second) {
		if release != before[key] {
			t.Errorf("%s was published a second time", key)
		}
	}
	second.advanceTo(t, "2026-11-20T12:00:20Z")
	if after := published(t, second); !maps.Equal(after, before) {
		t.Errorf("once all have ended, %d releases, before the restart %d, or other bytes", len(after), len(before))
	}
}

func TestADamagedReleaseIsSkippedAndSaid(t *testing.T) {
	damages := map[string]func([]byte) []byte{
		"a bit in the middle": func(data []byte) []byte { data[len(data)/2] ^= 4; return data },
		"the last byte":       func(data []byte) []byte { data[len(data)-1] ^= 1; return data },
		"truncated":           func(data []byte) []byte { return data[:len(data)/2] },
		"empty":               func([]byte) []byte { return nil },
		"something else":      func([]byte) []byte { return bytes.Repeat([]byte("release "), 1000) },
	}
	dataDir := t.TempDir()
	first := threeHours(t, dataDir)
	before := published(t, first)
	first.terminate(t)
	whole := first.frozenFiles(t)
	if len(whole) != 4 {
		t.Fatalf("%d releases on the disk", len(whole))
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			copyDir := t.TempDir()
			if err := os.CopyFS(copyDir, os.DirFS(dataDir)); err != nil {
				t.Fatal(err)
			}
			victim := filepath.Join(copyDir, "nodestats", filepath.Base(whole[1]))
			data, err := os.ReadFile(victim)
			if err != nil {
				t.Fatal(err)
			}
			damaged := damage(data)
			if err := os.WriteFile(victim, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			node := start(t, copyDir, binned(t, "2026-11-20T12:30:00Z")...)
			after := published(t, node)
			for key := range after {
				if after[key] != before[key] {
					t.Errorf("%s came back with other bytes", key)
				}
			}
			if len(after) != len(before)-1 {
				t.Errorf("%d releases came back, not %d", len(after), len(before)-1)
			}
			if log := node.log.String(); !strings.Contains(log, filepath.Base(victim)) {
				t.Errorf("the log does not name the damaged file:\n%s", log)
			}
			if kept, err := os.ReadFile(victim); err != nil || !bytes.Equal(kept, damaged) {
				t.Errorf("the damaged file was touched: %v", err)
			}
		})
	}
}

func TestAKilledNodeLosesTheOpenHourAndNothingElse(t *testing.T) {
	dataDir := t.TempDir()
	first := threeHours(t, dataDir)
	before := published(t, first)
	first.process.Kill()
	first.wait()

	second := start(t, dataDir, binned(t, "2026-11-20T12:21:00Z")...)
	if after := published(t, second); !maps.Equal(after, before) {
		t.Errorf("after kill -9 %d releases, before it %d, or other bytes", len(after), len(before))
	}
	second.advanceTo(t, "2026-11-20T13:30:00Z")
	if after := published(t, second); !maps.Equal(after, before) {
		t.Errorf("the hour that was cut short was published: %d releases", len(after))
	}
}

func TestANodeKilledWhileItWritesLeavesNothingDamaged(t *testing.T) {
	dataDir, clock := t.TempDir(), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for round := range 8 {
		node := start(t, dataDir, binned(t, clock.Format(time.RFC3339))...)
		if log := node.log.String(); strings.Contains(log, "skipped") {
			t.Fatalf("round %d: a release of an earlier round is damaged:\n%s", round, log)
		}
		moving := make(chan struct{})
		go func() { // it will not be answered
			defer close(moving)
			http1.Post(node.cli+"/clock", "", strings.NewReader(`{"advance":"48h"}`))
		}()
		// Until it is in the middle of it: each round some more files.
		eventually(t, "releases on the disk", func() bool { return len(node.frozenFiles(t)) > round })
		node.process.Kill()
		node.wait()
		<-moving
		clock = clock.Add(48 * time.Hour)
	}
	node := start(t, dataDir, binned(t, clock.Format(time.RFC3339))...)
	if strings.Contains(node.log.String(), "skipped") {
		t.Errorf("a release is damaged:\n%s", node.log)
	}
	if unfinished, _ := filepath.Glob(filepath.Join(dataDir, "nodestats", "*.tmp")); len(unfinished) > 0 {
		t.Errorf("unfinished files are left: %v", unfinished)
	}
	node.get(t, "/nodestats")
}

func TestSIGTERMEndsTheNodeCleanlyWhileItWorks(t *testing.T) {
	node := start(t, t.TempDir(), binned(t, "2026-11-20T10:59:59Z")...)
	node.advanceTo(t, "2026-11-20T11:30:00Z")
	sent, data := make(chan int, 1), segment(t, "1080p30")
	go func() {
		answer, err := http1.Post(node.url+"/segment?manifest=m&profiles=1280x720:1000000", "", bytes.NewReader(data))
		if err != nil {
			sent <- 0
			return
		}
		answer.Body.Close()
		sent <- answer.StatusCode
	}()
	eventually(t, "the segment to arrive", func() bool {
		found, _ := filepath.Glob(filepath.Join(node.dataDir, "refnode-segment-*", "*"))
		return len(found) > 0
	})
	node.terminate(t)
	if code := <-sent; code != http.StatusOK {
		t.Errorf("the segment under way was answered with %d", code)
	}
	if left, _ := filepath.Glob(filepath.Join(node.dataDir, "refnode-segment-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
