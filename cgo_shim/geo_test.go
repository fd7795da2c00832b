//go:build nodestats && cgo

package nodestats

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	// As geoipupdate does: the new file takes the old one's place at once.
	if err := os.WriteFile(to+".new", data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(to+".new", to); err != nil {
		t.Fatal(err)
	}
}

func TestThePeersCountryIsPublished(t *testing.T) {
	engine := open(t, Config{GeoDB: geoDB(t)})
	publish(t, engine, firstHour)
	text := ask(engine.Handler(), http.MethodGet, Path, nil).Body.String()
	for line := range strings.Lines(text) {
		if strings.Contains(line, `country="FR"`) && strings.Contains(line, "average") && !strings.HasSuffix(line, " 0\n") {
			return
		}
	}
	t.Error("no stream in France")
}

func TestABadNewDatabaseLeavesTheOldOneInUse(t *testing.T) {
	var log log
	path := filepath.Join(t.TempDir(), "geo.mmdb")
	copyFile(t, geoDB(t), path)
	engine := open(t, Config{GeoDB: path, Warn: log.warn})
	before := engine.Info()
	engine.reloadGeo()
	if len(log.lines) != 0 {
		t.Errorf("an unchanged database: %q", log.lines)
	}
	if err := os.WriteFile(path, []byte("half a download"), 0o600); err != nil {
		t.Fatal(err)
	}
	engine.reloadGeo()
	engine.reloadGeo()
	if log.count("the old one stays in use") != 1 || engine.Info().GeoType != before.GeoType || before.GeoType == "" {
		t.Errorf("warned %q, database %q", log.lines, engine.Info().GeoType)
	}
	copyFile(t, geoDB(t), path)
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
	engine.reloadGeo()
	if err := os.Truncate(path, 1000); err != nil {
		t.Fatal(err)
	}
	engine.reloadGeo()
	if log.count("the old one stays in use") != 2 {
		t.Errorf("not warned again after a good one: %q", log.lines)
	}
}
