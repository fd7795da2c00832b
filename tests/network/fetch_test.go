package network

import (
	"strings"
	"testing"
	"unicode"
)

// misbehaviours are what nodes of the farm do wrong, and the reasons by which it has to be called over HTTPS and over
// gRPC; empty: it is no fault there.
var misbehaviours = []struct{ name, https, grpc string }{
	{"hang", "timeout", "timeout"},
	{"drip", "timeout", ""},
	{"huge", "too_large", "too_large"},
	{"garbage", "malformed", ""},
	{"html", "malformed", ""},
	{"empty", "malformed", ""},
	{"unsigned", "unsigned", "unsigned"},
	{"wrongkey", "bad_signature", "bad_signature"},
	{"otherrecipient", "bad_signature", "bad_signature"},
	{"future", "from_the_future", "from_the_future"},
	{"implausible", "malformed", "malformed"},
	{"notls", "tls", "tls"},
	{"plain404", "not_enabled", "not_enabled"},
	{"status500", "status", "status"},
	{"toomany", "too_large", ""},
	{"truncated", "broken", ""},
	{"gzipbomb", "malformed", ""},
	{"replay", "", ""},
	{"restate", "", ""},
	{"delegated", "", ""},
}

// The reason stands before the first colon of the address's line.
func checkFor(t *testing.T, node FarmNode, reason string, arguments ...string) {
	t.Helper()
	arguments = append([]string{"check", node.URI, "--recipient", node.Recipient, "--deadline", "8s"}, arguments...)
	output := Run(t, "NODESTATS_CRAWL", "", arguments...)
	if reason == "" {
		if output.Code != 0 || !strings.Contains(output.Out, "All is well.") {
			t.Errorf("exit code %d:\n%s%s", output.Code, output.Out, output.Err)
		}
	} else if output.Code != 1 || !strings.Contains(output.Out, " "+reason+": ") {
		t.Errorf("no reason %s, exit code %d:\n%s%s", reason, output.Code, output.Out, output.Err)
	}
	if output.Err != "" {
		t.Errorf("it also says: %s", output.Err)
	}
	for _, letter := range output.Out {
		if letter != '\n' && (letter > unicode.MaxASCII || !unicode.IsPrint(letter)) {
			t.Fatalf("%q of a node's reaches the terminal", letter)
		}
	}
}

func TestEachMisbehaviourHasItsReason(t *testing.T) {
	var names []string
	for _, each := range misbehaviours {
		names = append(names, each.name)
	}
	farm, _ := StartFarm(t, len(names)+1, "-misbehave", strings.Join(names, ","), "-privacy", "binned")
	for i, each := range misbehaviours {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			checkFor(t, farm[i], each.https)
			checkFor(t, farm[i], each.grpc, "--transport", "grpc")
		})
	}
	t.Run("none", func(t *testing.T) {
		t.Parallel()
		checkFor(t, farm[len(names)], "")
	})
}

func TestAnAnswerIsNotReadBeyondTheLimit(t *testing.T) {
	farm, _ := StartFarm(t, 1, "-privacy", "binned")
	for _, transport := range []string{"https", "grpc"} {
		checkFor(t, farm[0], "too_large", "--transport", transport, "--max-answer-bytes", "2000")
		checkFor(t, farm[0], "", "--transport", transport, "--max-answer-bytes", "200000")
	}
}

func TestReleasesOfAnotherChainAreRefused(t *testing.T) {
	farm, _ := StartFarm(t, 1, "-chainId", "31337")
	checkFor(t, farm[0], "malformed", "--chain-id", "42161")
	checkFor(t, farm[0], "", "--chain-id", "31337")
	checkFor(t, farm[0], "")
}
