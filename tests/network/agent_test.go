package network

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAgentHandsOnWhatIsPublishedAndNothingExact(t *testing.T) {
	node := startRailNode(t, railRecipients[0], "stream-hour", time.Now().UTC().Truncate(24*time.Hour), 1)
	victoria := StartVictoria(t)
	folder := t.TempDir()
	text, err := os.ReadFile(prometheusFolder + "agent.yml")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(folder, "agent.yml")
	often := strings.NewReplacer("scrape_interval: 1m", "scrape_interval: 1s", "127.0.0.1:8935", strings.TrimPrefix(node.service, "https://"),
		"127.0.0.1:7935", strings.TrimPrefix(node.cli, "http://"), "http://127.0.0.1:9090", victoria.URL)
	if err := os.WriteFile(config, []byte(often.Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	Start(t, "NODESTATS_PROMETHEUS", "--enable-feature=agent", "--config.file="+config, "--log.level=warn",
		"--storage.agent.path="+filepath.Join(folder, "wal"), "--web.listen-address=127.0.0.1:"+FreePort(t))

	// Both are scraped, and what has been sent is there.
	var all Samples
	Eventually(t, func() error {
		up, err := victoria.Export(`up{operator="example"}`)
		if err == nil {
			all, err = victoria.Export(`{__name__!=""}`)
		}
		if err == nil && (len(up) == 0 || !anyKey(all, `job="livepeer"`) || !anyKey(all, "nodestats_streams_average{")) {
			err = fmt.Errorf("%d samples, up %v", len(all), up)
		}
		return err
	})
	if exact := node.ask("GET", node.cli+"/nodestats/exact", nil); !strings.Contains(exact, "nodestats_exact_") {
		t.Errorf("the node has nothing exact to keep back: %s", exact)
	}
	if anyKey(all, "nodestats_exact_") {
		t.Error("exact figures were sent")
	}
}

// anyKey tells whether a series holds a text.
func anyKey(samples Samples, text string) bool {
	for key := range samples {
		if strings.Contains(key, text) {
			return true
		}
	}
	return false
}
