//go:build nodestats && cgo

package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// stats are the flags of a node whose clock is moved by the test.
func stats(t *testing.T, dataDir string, more ...string) []string {
	t.Helper()
	database := os.Getenv("NODESTATS_GEODB")
	if database == "" {
		t.Fatal("NODESTATS_GEODB names no geo database: run scripts/install-deps, then scripts/test, which sets it")
	}
	return append([]string{"-nodeStats", "-nodeStatsPrivacy", "binned", "-nodeStatsGeoDB", database, "-dataDir", dataDir,
		"-nodeStatsTrustedProxies", "127.0.0.1", "-demoClock", "2026-11-02T07:59:59Z"}, more...)
}

func advance(t *testing.T, node host, by string) {
	t.Helper()
	if code, body := node.ask(t, "POST", node.cli+"/clock", `{"advance":"`+by+`"}`, nil); code != http.StatusOK {
		t.Fatalf("clock: %d %s", code, body)
	}
}

// fromFrance has the proxy on loopback speak for a gateway in France, which sends a second of media.
func fromFrance() http.Header {
	return http.Header{"X-Forwarded-For": {"212.27.48.10"}, "Content-Duration": {oneSecond}}
}

// summary gives the protobuf form over HTTP.
func summary(t *testing.T, node host) string {
	t.Helper()
	code, body := node.ask(t, "GET", node.service+"/nodestats", "", http.Header{"Accept": {"application/x-protobuf"}})
	if code != http.StatusOK {
		t.Fatalf("summary: %d %s", code, body)
	}
	return body
}

// releases lists the signed releases in a nodestats.v1.Summary, its fields of number 1.
func releases(t *testing.T, summary string) []string {
	t.Helper()
	var list []string
	for rest := []byte(summary); len(rest) > 0; {
		number, kind, size := protowire.ConsumeField(rest)
		if size < 0 {
			t.Fatal(protowire.ParseError(size))
		}
		if number == 1 && kind == protowire.BytesType {
			list = append(list, string(rest[:size]))
		}
		rest = rest[size:]
	}
	return list
}

func summaryByGRPC(t *testing.T, node host, since int64) (string, error) {
	t.Helper()
	scheme, address, _ := strings.Cut(node.service, "://")
	transport := insecure.NewCredentials()
	if scheme == "https" {
		transport = credentials.NewTLS(&tls.Config{InsecureSkipVerify: true})
	}
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(transport))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	answer := &emptypb.Empty{}
	err = connection.Invoke(context.Background(), "/nodestats.v1.NodeStats/GetSummary", wrapperspb.Int64(since), answer)
	return string(answer.ProtoReflect().GetUnknown()), err
}

func TestARealSegmentEndsInARelease(t *testing.T) {
	for name, flags := range map[string][]string{"https": nil, "h2c": {"-h2c"}} {
		t.Run(name, func(t *testing.T) {
			node := start(t, stats(t, t.TempDir(), flags...)...)
			advance(t, node, "10m")
			for range 3 {
				if code, body := node.ask(t, "POST", node.service+sendSegment, segment(), fromFrance()); code != http.StatusOK {
					t.Fatalf("%d %s", code, body)
				}
			}
			if code, body := node.ask(t, "POST", node.service+sendSegment, "garbage", fromFrance()); code != http.StatusUnprocessableEntity {
				t.Errorf("garbage: %d %s", code, body)
			}
			advance(t, node, "50m11s")
			_, text := node.ask(t, "GET", node.service+"/nodestats", "", nil)
			for _, want := range []string{
				`nodestats_encoded_pixels{window="1h",rung="144p"} 1834740`, // 3 x (30 x 160 x 90 + 15 x 146 x 82)
				`nodestats_decoded_pixels{window="1h"} 5184000`,             // 3 x 30 x 320 x 180
				`nodestats_media_seconds{window="1h"} 3`,
				`nodestats_country_streams_peak{window="1h",country="FR"} 1`,
			} {
				if !strings.Contains(text, want+"\n") {
					t.Errorf("not published: %s", want)
				}
			}
			if failed := regexp.MustCompile(`outcome="failed",speed="[^"]+"} 1\n`).FindAllString(text, -1); len(failed) != 1 {
				t.Errorf("the failed segment is published as %q", failed)
			}
			over, err := summaryByGRPC(t, node, 0)
			if err != nil || over != summary(t, node) || len(over) < 1000 {
				t.Errorf("gRPC: %d bytes, %v; HTTP %d", len(over), err, len(summary(t, node)))
			}
			if _, err := summaryByGRPC(t, node, -1); status.Code(err) != codes.InvalidArgument {
				t.Errorf("gRPC since -1: %v", err)
			}
		})
	}
}

func TestTheOperatorSeesLiveFiguresOnTheOtherPortOnly(t *testing.T) {
	node := start(t, stats(t, t.TempDir())...)
	if code, body := node.ask(t, "POST", node.service+sendSegment, segment(), fromFrance()); code != http.StatusOK {
		t.Fatalf("%d %s", code, body)
	}
	if _, text := node.ask(t, "GET", node.cli+"/nodestats/exact", "", nil); !strings.Contains(text, "\nnodestats_exact_streams 1\n") {
		t.Errorf("%.2000s", text)
	}
	if _, body := node.ask(t, "GET", node.cli+"/nodestats/exact?format=json", "", nil); !json.Valid([]byte(body)) {
		t.Errorf("%.200s", body)
	}
	for _, path := range []string{"/nodestats/exact", "/clock"} {
		if code, _ := node.ask(t, "GET", node.service+path, "", nil); code != http.StatusNotFound {
			t.Errorf("%s on the public port: %d", path, code)
		}
	}
	if code, _ := node.ask(t, "GET", node.cli+"/nodestats", "", nil); code != http.StatusNotFound {
		t.Errorf("/nodestats on the operator's port: %d", code)
	}
}

func TestReleasesAndKeyOutliveARestart(t *testing.T) {
	dataDir := t.TempDir()
	first := start(t, stats(t, dataDir)...)
	advance(t, first, "1h11s")
	before := summary(t, first)
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	flags := stats(t, dataDir)
	flags[len(flags)-1] = "2026-11-02T09:30:00Z"
	second := start(t, flags...)
	after := summary(t, second)
	const hex = 40
	signer := func(log string) string {
		_, rest, _ := strings.Cut(log, "signed by 0x")
		return rest[:min(hex, len(rest))]
	}
	if name := signer(first.log.String()); len(name) != hex || name != signer(second.log.String()) || !strings.Contains(after, name) {
		t.Errorf("signers %q and %q", name, signer(second.log.String()))
	}
	if want := releases(t, before); len(want) != 1 || !slices.Equal(releases(t, after), want) {
		t.Errorf("%d releases after the restart, %d before", len(releases(t, after)), len(want))
	}
}

func TestAReleaseCanBeUnsigned(t *testing.T) {
	dataDir := t.TempDir()
	node := start(t, stats(t, dataDir, "-ethKey", "off")...)
	advance(t, node, "1h11s")
	if !strings.Contains(node.log.String(), "unsigned") || len(summary(t, node)) < 1000 {
		t.Errorf("%s", node.log)
	}
	if _, err := os.Stat(filepath.Join(dataDir, "ethkey")); err == nil {
		t.Error("a key was made for nothing")
	}
}

func TestABadSetUpIsRefused(t *testing.T) {
	for _, test := range []struct {
		flag, value, says string
	}{
		{"-nodeStatsGeoDB", "/dev/null", "/dev/null"},
		{"-nodeStatsGeoDB", "/missing.mmdb", "/missing.mmdb"},
		{"-nodeStatsPrivacy", "secret", "stream-hour, stream-day, binned"},
		{"-ethKey", "/missing", "/missing"},
	} {
		var log bytes.Buffer
		err := run(context.Background(), stats(t, t.TempDir(), test.flag, test.value), io.Discard, &log)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s %s: %v", test.flag, test.value, err)
		}
	}
}
