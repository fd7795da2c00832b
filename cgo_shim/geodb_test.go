//go:build nodestats && cgo

package nodestats

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Databases as their publishers make them, cut down.
const (
	ipv4Only = "../tests/geo/geo-whois-asn-country-ipv4.mmdb"
	ipv6Only = "../tests/geo/geo-whois-asn-country-ipv6.mmdb"
)

// folderOf makes a folder of database files, each a copy of another; of an empty one, a file that is no database.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "geo, [1]*") // a name that means something else to a shell and to a list
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, source := range files {
		if source != "" {
			copyFile(t, source, filepath.Join(folder, name))
		} else if err := os.WriteFile(filepath.Join(folder, name), []byte("no database"), 0o600); err != nil {
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
	whole := geoDB(t)
	system := folderOf(t, map[string]string{
		"GeoLite2-Country.mmdb": whole, "GeoLite2-City.mmdb": whole, "GeoLite2-ASN.mmdb": whole, "README": "",
	})
	node := folderOf(t, map[string]string{
		"dbip-country-lite-2026-10.mmdb": whole, "dbip-country-lite-2026-11.mmdb": whole, "dbip-country-lite-2026-11.mmdb.gz": whole,
	})
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

func TestFindGeoDBTakesTwoFilesWhereOneLacksAnIPVersion(t *testing.T) {
	whole := geoDB(t)
	tests := map[string]struct {
		files map[string]string
		want  []string
	}{
		"apart": {
			map[string]string{"geo-whois-asn-country-ipv4.mmdb": ipv4Only, "geo-whois-asn-country-ipv6.mmdb": ipv6Only},
			[]string{"geo-whois-asn-country-ipv6.mmdb", "geo-whois-asn-country-ipv4.mmdb"},
		},
		"older of the same version": {
			map[string]string{"dbip-country-2026-11-ipv4.mmdb": ipv4Only, "dbip-country-2026-10-ipv4.mmdb": ipv4Only},
			[]string{"dbip-country-2026-11-ipv4.mmdb"},
		},
		"of two publishers": {
			map[string]string{"GeoLite2-City.mmdb": ipv6Only, "dbip-country.mmdb": whole, "geo-whois-asn-country.mmdb": whole},
			[]string{"GeoLite2-City.mmdb", "dbip-country.mmdb"},
		},
	}
	useGeoFolders(t)
	for name, test := range tests {
		folder := folderOf(t, test.files)
		found := geoPaths(FindGeoDB(folder))
		for i := range found {
			found[i] = strings.TrimPrefix(found[i], folder+"/")
		}
		if !slices.Equal(found, test.want) {
			t.Errorf("%s: found %q, want %q", name, found, test.want)
		}
	}
}

func TestFindGeoDBPassesOverWhatIsNoDatabase(t *testing.T) {
	folder := folderOf(t, map[string]string{"GeoLite2-Country.mmdb": "", "geo-whois-asn-country.mmdb": geoDB(t)})
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

func TestFindGeoDBNamesABadFileWhereThereIsNoOther(t *testing.T) {
	folder := folderOf(t, map[string]string{"GeoLite2-Country.mmdb": ""})
	useGeoFolders(t)
	if got := FindGeoDB(folder); got != filepath.Join(folder, "GeoLite2-Country.mmdb") {
		t.Errorf("FindGeoDB() = %q: Open could not say what is wrong", got)
	}
}

func TestACommaPartsTwoFilesAndMayBelongToAName(t *testing.T) {
	folder := folderOf(t, map[string]string{"a,b.mmdb": ipv4Only, "c.mmdb": ipv6Only})
	odd, plain := filepath.Join(folder, "a,b.mmdb"), filepath.Join(folder, "c.mmdb")
	for text, want := range map[string][]string{
		"":                {""},
		plain:             {plain},
		odd:               {odd},
		odd + "," + plain: {odd, plain},
		plain + "," + odd: {plain, odd},
		"/no.mmdb":        {"/no.mmdb"},
		"/no.mmdb,/more":  {"/no.mmdb", "/more"},
	} {
		if got := geoPaths(text); !slices.Equal(got, want) {
			t.Errorf("geoPaths(%q) = %q, want %q", text, got, want)
		}
	}
}
