package integration

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// node is a reference node in a process of its own.
type node struct {
	url, address string // of the public port
	cli          string // URL of the operator's port
	dataDir      string
	log          *buffer
	process      *os.Process
	wait         func() error
}

// buffer is written by a process and read by a test at the same time.
type buffer struct {
	lock sync.Mutex
	text strings.Builder
}

func (b *buffer) Write(data []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.Write(data)
}

func (b *buffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.String()
}

var listening = regexp.MustCompile(`^listening on (https?://(\S+)), CLI on (http://\S+)\n`)

// nodeCommand is the reference node on free ports. In the environment of its user nothing of the tests is to be found.
func nodeCommand(t *testing.T, dataDir string, flags ...string) *exec.Cmd {
	t.Helper()
	flags = append([]string{"-serviceAddr", "127.0.0.1:0", "-cliAddr", "127.0.0.1:0", "-dataDir", dataDir}, flags...)
	command := exec.Command(environment(t, "NODESTATS_REFNODE"), flags...)
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dataDir, "TMPDIR=" + dataDir, "GORACE=halt_on_error=1"}
	return command
}

// binned are the flags of a node that publishes, with a clock that stands until the test moves it.
func binned(t *testing.T, clock string, more ...string) []string {
	t.Helper()
	return append([]string{"-nodeStats", "-nodeStatsPrivacy", "binned", "-nodeStatsGeoDB", environment(t, "NODESTATS_GEODB"),
		"-nodeStatsTrustedProxies", "127.0.0.1/32", "-demoClock", clock}, more...)
}

// start runs a node until it listens, and to the end of the test.
func start(t *testing.T, dataDir string, flags ...string) *node {
	t.Helper()
	n := launch(t, dataDir, flags...)
	t.Cleanup(func() {
		n.process.Kill()
		n.wait()
		n.checkLog(t)
	})
	return n
}

func launch(t *testing.T, dataDir string, flags ...string) *node {
	t.Helper()
	command, out := nodeCommand(t, dataDir, flags...), &buffer{}
	n := &node{dataDir: dataDir, log: &buffer{}}
	command.Stdout, command.Stderr = out, n.log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	n.process, n.wait = command.Process, sync.OnceValue(func() error { defer close(ended); return command.Wait() })
	go n.wait()
	eventually(t, "the node to listen", func() bool {
		select {
		case <-ended:
			t.Fatalf("the node ended: %s", n.log)
		default:
		}
		match := listening.FindStringSubmatch(out.String())
		if match != nil {
			n.url, n.address, n.cli = match[1], match[2], match[3]
		}
		return match != nil
	})
	return n
}

// checkLog looks for what no node should ever say.
func (n *node) checkLog(t *testing.T) {
	t.Helper()
	for _, bad := range []string{"DATA RACE", "panic", "fatal error", "signal SIGSEGV"} {
		if strings.Contains(n.log.String(), bad) {
			t.Errorf("the node's log holds %q:\n%s", bad, n.log)
		}
	}
	if t.Failed() {
		t.Logf("the node's log:\n%s", n.log)
	}
}

// terminate ends the node as an init system does, which it has to take well.
func (n *node) terminate(t *testing.T) {
	t.Helper()
	n.process.Signal(syscall.SIGTERM)
	if err := n.wait(); err != nil {
		t.Fatalf("on SIGTERM the node ends with %v\n%s", err, n.log)
	}
}

// client speaks one version of HTTP and takes any certificate, since a node's is its own. It shows bodies as they come.
func client(protocol string) *http.Client {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(protocol == "HTTP/1.1")
	protocols.SetHTTP2(protocol == "HTTP/2.0")
	protocols.SetUnencryptedHTTP2(protocol == "HTTP/2.0")
	return &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, Protocols: protocols, DisableCompression: true,
	}}
}

var http1, http2 = client("HTTP/1.1"), client("HTTP/2.0")

// response is an answer with its body read.
type response struct {
	*http.Response
	body []byte
}

// ask sends a request with headers given as name, value, name, value...
func (n *node) ask(t *testing.T, by *http.Client, method, url string, body []byte, headers ...string) response {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	if host := request.Header.Get("Host"); host != "" {
		request.Host = host // Go's client sends none of the headers
	}
	answer, err := by.Do(request)
	if err != nil {
		t.Fatalf("%v\n%s", err, n.log)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{answer, all}
}

// get asks the public port, and has to be answered with 200.
func (n *node) get(t *testing.T, path string, headers ...string) response {
	t.Helper()
	answer := n.ask(t, http2, http.MethodGet, n.url+path, nil, headers...)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s: %s", path, answer.Status, answer.body)
	}
	return answer
}

// releases asks for the protobuf form, and reads it.
func (n *node) releases(t *testing.T, query string) []release {
	t.Helper()
	return parseSummary(t, n.get(t, "/nodestats"+query, "Accept", "application/x-protobuf").body)
}

// advance lets the node's clock go on.
func (n *node) advance(t *testing.T, by time.Duration) {
	t.Helper()
	if answer := n.ask(t, http1, http.MethodPost, n.cli+"/clock", fmt.Appendf(nil, `{"advance":%q}`, by)); answer.StatusCode != http.StatusOK {
		t.Fatalf("clock: %s: %s\n%s", answer.Status, answer.body, n.log)
	}
}

// advanceTo lets the node's clock go on to a time in the form of RFC 3339.
func (n *node) advanceTo(t *testing.T, to string) {
	t.Helper()
	then, err := time.Parse(time.RFC3339, to)
	if err != nil {
		t.Fatal(err)
	}
	var clock struct{ Unix int64 }
	if err := json.Unmarshal(n.ask(t, http1, http.MethodGet, n.cli+"/clock", nil).body, &clock); err != nil {
		t.Fatal(err)
	}
	n.advance(t, then.Sub(time.Unix(clock.Unix, 0)))
}

// frozenFiles are the releases that the node keeps on its disk.
func (n *node) frozenFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(n.dataDir, "nodestats", "*.release"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}
