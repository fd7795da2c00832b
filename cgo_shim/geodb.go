package nodestats

import (
	"os"
	"path/filepath"
	"slices"
)

// Where geo databases usually are, and what they are called. Those with coordinates come first, and of the dated names
// of one publisher the newest.
var (
	geoFolders = []string{"/usr/share/GeoIP", "/usr/local/share/GeoIP", "/var/lib/GeoIP"}
	geoNames   = []string{
		"GeoIP2-City*.mmdb", "GeoLite2-City*.mmdb", "dbip-city*.mmdb",
		"GeoIP2-Country*.mmdb", "GeoLite2-Country*.mmdb", "dbip-country*.mmdb",
		"geo-whois-asn-country*.mmdb", "geolite2-country*.mmdb",
	}
)

// FindGeoDB returns the path of the geo database in dataDir, the node's own folder, or else in one of the system's
// usual places; empty where there is none.
func FindGeoDB(dataDir string) string {
	folders := geoFolders
	if dataDir != "" {
		folders = append([]string{dataDir}, geoFolders...)
	}
	for _, folder := range folders {
		if path := findGeoDBIn(folder); path != "" {
			return path
		}
	}
	return ""
}

func findGeoDBIn(folder string) string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return ""
	}
	slices.Reverse(entries) // they come sorted by name: the newest date first
	for _, pattern := range geoNames {
		for _, entry := range entries {
			if matched, _ := filepath.Match(pattern, entry.Name()); !matched {
				continue
			}
			path := filepath.Join(folder, entry.Name())
			if file, err := os.Stat(path); err == nil && file.Mode().IsRegular() {
				return path
			}
		}
	}
	return ""
}
