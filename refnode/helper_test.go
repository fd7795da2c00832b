package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// host is a refnode in this process.
type host struct {
	service, cli string // URLs
	log          *buffer
	stop         func() error // ends it as a signal does, and gives run's error
}

// buffer is a log that is written and read at the same time.
type buffer struct {
	lock sync.Mutex
	text bytes.Buffer
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

var listening = regexp.MustCompile(`^listening on (https?://127\.0\.0\.1:\d+), CLI on (http://127\.0\.0\.1:\d+)\n$`)

// start runs a refnode on free ports until it listens.
func start(t *testing.T, arguments ...string) host {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended, out, log := make(chan error, 1), &buffer{}, &buffer{}
	go func() {
		ended <- run(ctx, append([]string{"-serviceAddr", "127.0.0.1:0", "-cliAddr", "127.0.0.1:0"}, arguments...), out, log)
	}()
	stop := sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	t.Cleanup(func() { stop() })
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if match := listening.FindStringSubmatch(out.String()); match != nil {
			return host{match[1], match[2], log, stop}
		}
	}
	t.Fatalf("does not listen: %v %s", stop(), log)
	return host{}
}

// client takes any certificate, and speaks HTTP/2 or 1.1.
func client(http2 bool) *http.Client {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(!http2)
	protocols.SetHTTP2(http2)
	protocols.SetUnencryptedHTTP2(http2)
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, Protocols: protocols, DisableKeepAlives: true,
	}}
}

// ask sends a request, over HTTP/2 where it is for the service, and gives status and body.
func (h host) ask(t *testing.T, method, url, body string, header http.Header) (int, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		request.Header = header
	}
	response, err := client(strings.HasPrefix(url, h.service)).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

// oneSecond is what a gateway says of segment.
const oneSecond = "1000"

// segment is a second of real video: 30 frames of 320x180.
var segment = sync.OnceValue(func() string {
	folder, err := os.MkdirTemp("", "refnode-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "segment.ts")
	command := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30", "-frames:v", "30",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-f", "mpegts", path)
	if output, err := command.CombinedOutput(); err != nil {
		panic(string(output))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return string(data)
})

const sendSegment = "/segment?manifest=m&sender=0x00000000000000000000000000000000000000aa&profiles=160x90:50000,128x72@15:40000"
