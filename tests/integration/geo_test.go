package integration

import (
	"os"
	"path/filepath"
	"testing"
)

// Publishers have databases with IPv4 and IPv6 apart; the newest name is that of the one without IPv4.
func TestAPairOfDatabasesInTheDataFolderIsFound(t *testing.T) {
	dataDir := t.TempDir()
	for _, name := range []string{"geo-whois-asn-country-ipv4.mmdb", "geo-whois-asn-country-ipv6.mmdb"} {
		data, err := os.ReadFile(filepath.Join("../geo", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dataDir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n := start(t, dataDir, "-nodeStats", "-nodeStatsPrivacy", "binned", "-nodeStatsTrustedProxies", "127.0.0.1/32",
		"-demoClock", "2026-11-20T10:59:59Z")
	n.advanceTo(t, "2026-11-20T11:00:10Z")
	for manifest, from := range map[string]string{"a": "8.8.8.8", "b": "2a01:e00::1"} {
		n.play(t, stream{manifest, "", from, "480p25", "256x144:100000"})
	}
	n.advanceTo(t, "2026-11-20T12:00:10Z")
	hour := &ofWindow(n.releases(t, ""), "WINDOW_1H")[0]
	requireFigures(t, hour, "country_streams_peak", figures{"US": 1, "FR": 1})
}
