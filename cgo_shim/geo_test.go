//go:build nodestats && cgo

package nodestats

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
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

// countriesOf plays a stream from each peer, and gives the countries that are published of them.
func countriesOf(t *testing.T, engine *Engine, peers ...string) []string {
	t.Helper()
	drive(t, engine, justBefore(engine, firstHour), firstHour)
	for i, peer := range peers {
		s := segment()
		s.SetPeer(netip.MustParseAddr(peer))
		if err := engine.RecordSegment(fmt.Sprint("manifest ", i), s); err != nil {
			t.Fatal(err)
		}
	}
	drive(t, engine, firstHour, firstHour.Add(time.Hour+10*time.Second))
	var countries []string
	for line := range strings.Lines(ask(engine.Handler(), http.MethodGet, Path, nil).Body.String()) {
		rest, found := strings.CutPrefix(line, `nodestats_country_streams_peak{window="1h",country="`)
		if country, _, _ := strings.Cut(rest, `"`); found && !strings.HasSuffix(line, " 0\n") {
			countries = append(countries, country)
		}
	}
	return countries
}

func TestTwoFilesTellPlacesOfBothIPVersions(t *testing.T) {
	var log log
	engine := open(t, Config{GeoDB: ipv6Only + "," + ipv4Only, Warn: log.warn})
	got := countriesOf(t, engine, "8.8.8.8", "2a01:e00::1")
	if !slices.Equal(got, []string{"FR", "US"}) || len(log.lines) != 0 {
		t.Errorf("countries %q, warned %q", got, log.lines)
	}
	if info := engine.Info(); !info.GeoIPv4 || !info.GeoIPv6 || info.GeoType != "country ipv6, country ipv4" {
		t.Errorf("%+v", info)
	}
}

func TestADatabaseOfOneIPVersionIsWarnedOfUntilItHasBoth(t *testing.T) {
	for file, says := range map[string]string{ipv4Only: "knows no address of IPv6", ipv6Only: "knows no address of IPv4"} {
		var log log
		path := filepath.Join(t.TempDir(), "geo.mmdb")
		copyFile(t, file, path)
		engine := open(t, Config{GeoDB: path, Warn: log.warn})
		engine.reloadGeo()
		if log.count(says) != 1 || len(log.lines) != 1 {
			t.Errorf("%s: warned %q", file, log.lines)
		}
		copyFile(t, geoDB(t), path)
		engine.reloadGeo()
		copyFile(t, file, path)
		engine.reloadGeo()
		if log.count(says) != 2 || len(log.lines) != 2 {
			t.Errorf("%s, after one of both: warned %q", file, log.lines)
		}
	}
}

func TestOfTwoFilesTheBadOneIsNamed(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.mmdb")
	if err := os.WriteFile(bad, []byte("half a download"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{bad + "," + ipv4Only, ipv4Only + "," + bad} {
		engine, err := Open(Config{GeoDB: list})
		if engine != nil || !errors.Is(err, ErrGeoInvalid) || !strings.Contains(err.Error(), "geo database "+bad+":") {
			t.Errorf("Open(%q) = %v", list, err)
		}
	}
}

func TestADatabaseThatIsTooLargeIsRefusedWithWhatToDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.mmdb")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, int64(maxGeoBytes())+1); err != nil {
		t.Fatal(err)
	}
	_, err := Open(Config{GeoDB: path})
	if !errors.Is(err, ErrGeoSize) || !strings.Contains(err.Error(), "use one of countries") {
		t.Errorf("%v", err)
	}
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
