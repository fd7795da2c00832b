package network

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Program gives the command that a variable such as NODESTATS_CRAWL names, and fails the test where it is not set.
func Program(t testing.TB, variable string) []string {
	t.Helper()
	command := strings.Fields(os.Getenv(variable))
	if len(command) == 0 {
		t.Fatalf("%s has to name a program that this test runs", variable)
	}
	return command
}

// NeedsNamespace skips the test where no namespace can be made with these flags of unshare.
func NeedsNamespace(t testing.TB, flags ...string) {
	t.Helper()
	if exec.Command("unshare", append(flags, "true")...).Run() != nil {
		t.Skip("no namespace can be made here")
	}
}

// Output is what a program that has ended wrote, and its exit code.
type Output struct {
	Out, Err string
	Code     int
}

// Run runs the program of a variable until it ends, for at most two minutes. The environment is the test's own without
// NODESTATS_RPC.
func Run(t testing.TB, variable string, input string, arguments ...string) Output {
	t.Helper()
	command := Program(t, variable)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	process := exec.CommandContext(ctx, command[0], append(command[1:], arguments...)...)
	var out, err bytes.Buffer
	process.Stdin, process.Stdout, process.Stderr = strings.NewReader(input), &out, &err
	process.Env = withoutRPC(os.Environ())
	failed := process.Run()
	var exit *exec.ExitError
	if failed != nil && (!errors.As(failed, &exit) || ctx.Err() != nil) {
		t.Fatalf("%s %.300s: %v\n%.3000s", variable, strings.Join(arguments, " "), failed, err.String())
	}
	return Output{out.String(), err.String(), process.ProcessState.ExitCode()}
}

func withoutRPC(environment []string) []string {
	var kept []string
	for _, variable := range environment {
		if !strings.HasPrefix(variable, "NODESTATS_RPC=") {
			kept = append(kept, variable)
		}
	}
	return kept
}

// Start runs the program of a variable in the background until the test ends. Its output goes into the test's log where
// the test fails.
func Start(t testing.TB, variable string, arguments ...string) *exec.Cmd {
	t.Helper()
	command := Program(t, variable)
	process := exec.Command(command[0], append(command[1:], arguments...)...)
	var log bytes.Buffer
	process.Stdout, process.Stderr = &log, &log
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := process.Start(); err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	t.Cleanup(func() {
		process.Process.Signal(syscall.SIGTERM)
		stuck := time.AfterFunc(10*time.Second, func() { process.Process.Kill() })
		process.Wait()
		stuck.Stop()
		if t.Failed() {
			t.Logf("%s wrote: %.5000s", variable, log.String())
		}
	})
	return process
}

// FreePort gives a port of loopback that nobody listens on.
func FreePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

// Eventually waits until done gives nil, and fails the test with its last error after half a minute.
func Eventually(t testing.TB, done func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err = done(); err == nil {
			return
		}
	}
	t.Fatal(err)
}
