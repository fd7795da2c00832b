//go:build nodestats && cgo

package nodestats

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// FindGeoDB looks for geo databases in dataDir, the node's own folder, and in the system's usual places, and returns what
// Config.GeoDB takes: the best file, and where it lacks addresses of IPv4 or of IPv6 a second that has them. Where that
// one does not fit beside it, a file that has both. Empty where there is none. A file that is none is passed over, unless
// there is no other: Open then says what is wrong with it.
func FindGeoDB(dataDir string) string {
	folders := geoFolders
	if dataDir != "" {
		folders = append([]string{dataDir}, geoFolders...)
	}
	var found []string
	var bad, complete string
	left, covered := maxGeoBytes(), geoVersions(0)
	for _, path := range geoCandidates(folders) {
		versions, err := inspectGeo(path, maxGeoBytes())
		if err != nil && bad == "" {
			bad = path
		}
		if err == nil && versions == geoIPv4|geoIPv6 && complete == "" {
			complete = path
		}
		size := fileSize(path)
		if err != nil || versions&^covered == 0 || size > left {
			continue
		}
		found, covered, left = append(found, path), covered|versions, left-size
		if covered == geoIPv4|geoIPv6 || len(found) == maxGeoFiles {
			break
		}
	}
	if covered != geoIPv4|geoIPv6 && complete != "" {
		return complete
	}
	if len(found) == 0 {
		return bad
	}
	return strings.Join(found, ",")
}

// geoCandidates are the files whose names say that they are geo databases, the best first.
func geoCandidates(folders []string) []string {
	var paths []string
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		slices.Reverse(entries) // they come sorted by name: the newest date first
		for _, pattern := range geoNames {
			for _, entry := range entries {
				path := filepath.Join(folder, entry.Name())
				if matched, _ := filepath.Match(pattern, entry.Name()); matched && isFile(path) {
					paths = append(paths, path)
				}
			}
		}
	}
	return paths
}

const maxGeoFiles = 2

// geoPaths are the one or two files that Config.GeoDB names. A comma separates them where a file is on either side of it,
// since it may as well belong to a name.
func geoPaths(text string) []string {
	if text == "" || !strings.Contains(text, ",") || isFile(text) {
		return []string{text}
	}
	for i := range text {
		if text[i] == ',' && isFile(text[:i]) && isFile(text[i+1:]) {
			return []string{text[:i], text[i+1:]}
		}
	}
	paths := strings.SplitN(text, ",", maxGeoFiles)
	for i := range paths {
		paths[i] = strings.TrimSpace(paths[i])
	}
	return paths
}

func isFile(path string) bool {
	file, err := os.Stat(path)
	return err == nil && file.Mode().IsRegular()
}

func fileSize(path string) uint64 {
	file, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return uint64(file.Size())
}
