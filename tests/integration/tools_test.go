package integration

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// environment gives a setting that scripts/test makes. Without it nothing here can be tested, which is a failure.
func environment(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run scripts/test integration", name)
	}
	return value
}

// run gives what a program prints on its standard output, with input on its standard input.
func run(t *testing.T, input []byte, program string, arguments ...string) []byte {
	t.Helper()
	command := exec.Command(program, arguments...)
	command.Stdin = bytes.NewReader(input)
	var complaints strings.Builder
	command.Stderr = &complaints
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", command, err, output, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Fatalf("%s complains:\n%s", command, complaints.String())
	}
	return output
}

// promtoolCheck has promtool look at the format, the names and the types.
func promtoolCheck(t *testing.T, text []byte) {
	t.Helper()
	if output := run(t, text, environment(t, "NODESTATS_PROMTOOL"), "check", "metrics"); len(output) > 0 {
		t.Errorf("promtool complains:\n%s", output)
	}
}

// parseOpenMetrics reads the text with python3-prometheus-client's strict parser.
func parseOpenMetrics(t *testing.T, text []byte) samples {
	t.Helper()
	var rows [][3]json.RawMessage
	// The distribution's own interpreter, since the parser is the distribution's.
	if err := json.Unmarshal(run(t, text, "/usr/bin/python3", "openmetrics.py"), &rows); err != nil {
		t.Fatal(err)
	}
	all := samples{}
	for _, row := range rows {
		var name string
		var labels map[string]string
		var value float64
		for i, into := range []any{&name, &labels, &value} {
			if err := json.Unmarshal(row[i], into); err != nil {
				t.Fatal(err)
			}
		}
		all.add(t, name, labels, value)
	}
	return all
}

// freeAddress gives a loopback address that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// eventually waits until a condition holds, for as long as a loaded machine may need.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("waited in vain for: %s", what)
}
