package nodestats

import (
	"os"
	"path/filepath"
	"testing"
)

func touch(t *testing.T, names ...string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "geo [1]*") // a name that means something else to a shell
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func useGeoFolders(t *testing.T, folders ...string) {
	usual := geoFolders
	geoFolders = folders
	t.Cleanup(func() { geoFolders = usual })
}

func TestFindGeoDBPrefersTheNodesFolderThenCoordinatesThenTheNewest(t *testing.T) {
	system := touch(t, "GeoLite2-Country.mmdb", "GeoLite2-City.mmdb", "GeoLite2-ASN.mmdb", "README")
	node := touch(t, "dbip-country-lite-2026-10.mmdb", "dbip-country-lite-2026-11.mmdb", "dbip-country-lite-2026-11.mmdb.gz")
	useGeoFolders(t, filepath.Join(system, "missing"), system)
	for dataDir, want := range map[string]string{
		"":          filepath.Join(system, "GeoLite2-City.mmdb"),
		t.TempDir(): filepath.Join(system, "GeoLite2-City.mmdb"),
		node:        filepath.Join(node, "dbip-country-lite-2026-11.mmdb"),
	} {
		if got := FindGeoDB(dataDir); got != want {
			t.Errorf("FindGeoDB(%q) = %q, want %q", dataDir, got, want)
		}
	}
}

func TestFindGeoDBPassesOverWhatIsNoFile(t *testing.T) {
	folder := touch(t, "geo-whois-asn-country.mmdb")
	if err := os.Mkdir(filepath.Join(folder, "GeoLite2-City.mmdb"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(folder, "gone"), filepath.Join(folder, "dbip-city.mmdb")); err != nil {
		t.Fatal(err)
	}
	useGeoFolders(t)
	if got := FindGeoDB(folder); got != filepath.Join(folder, "geo-whois-asn-country.mmdb") {
		t.Errorf("FindGeoDB() = %q", got)
	}
	if got := FindGeoDB(""); got != "" {
		t.Errorf("FindGeoDB() = %q where there is none", got)
	}
}
