package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHelpListsEveryFlag(t *testing.T) {
	var usage bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, io.Discard, &usage); !errors.Is(err, flag.ErrHelp) {
		t.Error(err)
	}
	for _, name := range []string{"serviceAddr", "cliAddr", "h2c", "dataDir", "nodeStats", "nodeStatsPrivacy", "nodeStatsGeoDB",
		"nodeStatsTrustedProxies", "ethKey", "chainId", "recipient", "demoClock"} {
		if !strings.Contains(usage.String(), "\n  -"+name+" ") && !strings.Contains(usage.String(), "\n  -"+name+"\n") {
			t.Errorf("-%s is not listed", name)
		}
	}
}

func TestBadArgumentsAreRefusedWithTheirReason(t *testing.T) {
	notAFolder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(notAFolder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		arguments []string
		says      string
	}{
		{[]string{"-nodeStatsTrustedProxies", "localhost"}, `trusted proxy "localhost"`},
		{[]string{"-recipient", "me"}, `"me" is not an address`},
		{[]string{"-demoClock", "noon"}, `"noon"`},
		{[]string{"-chainId", "-1"}, "chainId"},
		{[]string{"-cliAddr", "0.0.0.0:0"}, "loopback"},
		{[]string{"-serviceAddr", "127.0.0.1"}, "-serviceAddr 127.0.0.1"},
		{[]string{"-dataDir", notAFolder}, "-dataDir"},
		{[]string{"extra"}, `unexpected argument "extra"`},
	} {
		arguments := append([]string{"-dataDir", t.TempDir(), "-serviceAddr", "127.0.0.1:0", "-cliAddr", "127.0.0.1:0"}, test.arguments...)
		err := run(context.Background(), arguments, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v: %v, want %q", test.arguments, err, test.says)
		}
	}
}

func TestAPortInUseEndsTheProgramWithItsName(t *testing.T) {
	first := start(t, "-dataDir", t.TempDir())
	taken := strings.TrimPrefix(first.cli, "http://")
	err := run(context.Background(), []string{"-dataDir", t.TempDir(), "-serviceAddr", taken, "-cliAddr", "127.0.0.1:0"}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "in use") || !strings.Contains(err.Error(), taken) {
		t.Error(err)
	}
}

func TestWithoutStatisticsSegmentsAreStillTranscoded(t *testing.T) {
	for name, flags := range map[string][]string{"https": nil, "h2c": {"-h2c"}} {
		t.Run(name, func(t *testing.T) {
			node := start(t, append(flags, "-dataDir", t.TempDir())...)
			if code, body := node.ask(t, "POST", node.service+sendSegment, segment(), nil); code != http.StatusOK || !strings.Contains(body, `"pixels":432000`) {
				t.Errorf("%d %s", code, body)
			}
			for _, url := range []string{node.service + "/nodestats", node.cli + "/nodestats/exact", node.service + "/nodestats/exact", node.service + "/clock"} {
				if code, _ := node.ask(t, "GET", url, "", nil); code != http.StatusNotFound {
					t.Errorf("%s: %d", url, code)
				}
			}
			if code, _ := node.ask(t, "GET", node.service+"/segment", "", nil); code != http.StatusMethodNotAllowed {
				t.Errorf("GET /segment: %d", code)
			}
			if err := node.stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestBothPortsSpeakHTTP1Too(t *testing.T) {
	node := start(t, "-dataDir", t.TempDir())
	for _, url := range []string{node.service, node.cli} {
		response, err := client(false).Get(url)
		if err != nil || response.ProtoMajor != 1 {
			t.Fatal(response, err)
		}
		response.Body.Close()
	}
}
