package network

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runInto runs the crawler with standard output to a file, and gives what it said and its exit code.
func runInto(t *testing.T, path string, arguments ...string) Output {
	t.Helper()
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	command := Program(t, "NODESTATS_CRAWL")
	process := exec.Command(command[0], append(command[1:], arguments...)...)
	var said bytes.Buffer
	process.Stdout, process.Stderr, process.Env = file, &said, withoutRPC(os.Environ())
	var exit *exec.ExitError
	if err := process.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return Output{Err: said.String(), Code: process.ProcessState.ExitCode()}
}

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	farm, list := StartFarm(t, 1, "-privacy", "binned")
	store := NewStore(t)
	export := filepath.Join(t.TempDir(), "export")
	for _, arguments := range [][]string{
		{"discover", "--nodes", list, "--no-ask-nodes"},
		{"discover", "--nodes", list, "--no-ask-nodes", "--format", "json"},
		{"discover", "--nodes", list, "--no-ask-nodes", "--output", "/dev/stdout"},
		append([]string{"crawl", "--nodes", list, "--export", export}, CrawlFlags(store)...),
		append([]string{"crawl", "--nodes", list, "--format", "metrics"}, CrawlFlags(store)...),
		{"check", farm[0].URI, "--recipient", farm[0].Recipient},
		{"--help"},
		{"--version"},
		{"serve", "--help"},
	} {
		output := runInto(t, "/dev/full", arguments...)
		if output.Code == 0 || !strings.Contains(output.Err, "cannot be written: No space left on device") {
			t.Errorf("%v: exit %d: %s", arguments, output.Code, output.Err)
		}
		if output := runInto(t, "/dev/null", arguments...); output.Code != 0 {
			t.Errorf("%v: exit %d where all is well: %s", arguments, output.Code, output.Err)
		}
	}
	if _, err := os.Stat(filepath.Join(export, "index.json")); err != nil {
		t.Errorf("what could be written was not: %v", err)
	}
}

func TestAFileThatCannotBeWrittenIsAFailure(t *testing.T) {
	_, list := StartFarm(t, 1, "-privacy", "binned")
	store := NewStore(t)
	Crawl(t, store, "--nodes", list)
	for says, arguments := range map[string][]string{
		"/dev/full cannot be written: No space left":            {"discover", "--nodes", list, "--no-ask-nodes", "--output", "/dev/full"},
		"/no-such/file cannot be written: No such file":         {"discover", "--nodes", list, "--no-ask-nodes", "--output", "/no-such/file"},
		"/dev/full/network/1h cannot be written: Not a directo": {"export", "/dev/full", "--store", store},
	} {
		output := Run(t, "NODESTATS_CRAWL", "", arguments...)
		if output.Code == 0 || !strings.Contains(output.Err, says) {
			t.Errorf("%v: exit %d: %s", arguments, output.Code, output.Err)
		}
	}
	if about, err := os.Stat("/dev/full"); err != nil || about.Mode()&os.ModeCharDevice == 0 {
		t.Errorf("/dev/full is no device any more: %v, %v", about, err)
	}
}
