package network

import (
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// check gives what an operator sees.
func check(t *testing.T, code int, arguments ...string) string {
	t.Helper()
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"check"}, arguments...)...)
	if output.Code != code {
		t.Errorf("exit code %d, not %d:\n%s%s", output.Code, code, output.Out, output.Err)
	}
	return output.Out
}

func expectLines(t *testing.T, screen string, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		if !regexp.MustCompile(`(?m)` + pattern).MatchString(screen) {
			t.Errorf("no line %s in\n%s", pattern, screen)
		}
	}
}

func TestCheckShowsAWellNodeInOneScreen(t *testing.T) {
	for privacy, lines := range map[string][]string{
		"stream-hour": {`^  mode +stream-hour, epsilon 1$`, `^ +publishes streams_average, streams_peak$`,
			`^ +average streams -?[0-9.]+ \+- [0-9.]+$`},
		"binned": {`^  mode +binned: exact counts$`, `^ +publishes .*country_streams_at_instant`, `^ +average streams [1-9][0-9.]*$`},
	} {
		t.Run(privacy, func(t *testing.T) {
			farm, _ := StartFarm(t, 1, "-privacy", privacy, "-hours", "24")
			screen := check(t, 0, farm[0].URI, "--recipient", farm[0].Recipient)
			expectLines(t, screen, append(lines, `^`+farm[0].URI+`$`, `^  127\.64\.0\.0 +reached by TLS in \d+ ms: \d+ releases, \d+ bytes$`,
				`^  enabled +nodestats/\S+ farm/0.1.0$`, `^  signed by +`+farm[0].Recipient+`, which is the recipient$`,
				`^  chain +42161$`, `^  countries +by .+, built \d+ days ago$`, `^  instance +[0-9a-f]{32}$`,
				`^  1h +to .* UTC, \d+ (s|min|h \d+ min) ago, 1 hours covered; the next is due in `,
				`^  24h +to `, `^  today +\d+ of \d+ hours covered$`, `^  clock +nothing speaks against it$`, `^All is well\.$`)...)
			if lines := strings.Count(screen, "\n"); lines > 24 {
				t.Errorf("%d lines:\n%s", lines, screen)
			}
			if over := check(t, 0, farm[0].URI, "--transport", "grpc"); !strings.HasSuffix(over, "All is well.\n") {
				t.Errorf("over gRPC:\n%s", over)
			}
		})
	}
}

func TestCheckShowsWhoSignsForWhom(t *testing.T) {
	farm, _ := StartFarm(t, 1, "-misbehave", "delegated")
	screen := check(t, 0, farm[0].URI, "--recipient", farm[0].Recipient)
	expectLines(t, screen, `^  signed by +0x[0-9a-f]{40}, delegated by `+farm[0].Recipient+`$`)
	// Without the recipient nobody vouches for the signer.
	expectLines(t, check(t, 1, farm[0].URI), `bad_signature: `, `^Not well:$`,
		`^  say for whom the URI is registered: nodestats-crawl check `+farm[0].URI+` --recipient `+farm[0].Recipient+`$`)
}

func TestCheckSaysWhenAYoungNodeIsDue(t *testing.T) {
	farm, _ := StartFarm(t, 1, "-misbehave", "young")
	expectLines(t, check(t, 1, farm[0].URI), `no release yet, the next is due `, `come back when`)
}

func TestCheckSeesThatReleasesAreLate(t *testing.T) {
	end := time.Now().Add(-5 * time.Hour).Truncate(time.Hour)
	farm, _ := StartFarm(t, 1, "-end", strconv.FormatInt(end.Unix(), 10))
	expectLines(t, check(t, 1, farm[0].URI), `releases are late`, `^  clock +the node's seems to be .* behind$`)
}

func TestCheckSaysWhatToDoWhereNobodyIs(t *testing.T) {
	expectLines(t, check(t, 1, "https://127.0.0.1:"+FreePort(t)), `refused: `, `^  see that the node runs`)
	expectLines(t, check(t, 1, "https://nobody.invalid:8935"), `dns: `, `A or AAAA record`)
	expectLines(t, check(t, 1, "ftp://127.0.0.1"), `bad_uri: `)
	expectLines(t, check(t, 1, "https://127.0.0.1:1", "--public-addresses-only"), `not_public: `)
}

func TestCheckDoesNotBlameANodeForWhatThisMachineLacks(t *testing.T) {
	program := Program(t, "NODESTATS_CRAWL")
	inOwnNetwork := append([]string{"--map-root-user", "--net"}, program...)
	NeedsNamespace(t, "--map-root-user", "--net")
	screen, err := exec.Command("unshare", append(inOwnNetwork, "check", "[2606:4700:4700::1111]:8935")...).Output()
	if err == nil {
		t.Error("all is well")
	}
	expectLines(t, string(screen), `no_route: this machine has no route to 2606:4700:4700::1111$`, `^  nothing is wrong with the node`)
}

func TestCheckTellsWrongUsageFromAnUnwellNode(t *testing.T) {
	for _, arguments := range [][]string{{}, {"https://127.0.0.1:1", "--recipient", "0x12"}, {"--transport", "carrier-pigeon", "https://127.0.0.1:1"}} {
		check(t, 2, arguments...)
	}
}
