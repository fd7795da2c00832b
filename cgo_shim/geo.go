//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
)

// geoVersions are the IP versions whose addresses a geo database holds.
type geoVersions uint32

const (
	geoIPv4 = geoVersions(C.NODESTATS_GEO_IPV4)
	geoIPv6 = geoVersions(C.NODESTATS_GEO_IPV6)
)

// maxGeoBytes is how large all geo databases together may be.
func maxGeoBytes() uint64 {
	var config C.nodestats_config
	C.nodestats_config_init(&config)
	return uint64(config.max_geo_bytes)
}

// inspectGeo reads the file at path as an engine would, if it has at most maxBytes, and tells what it holds.
func inspectGeo(path string, maxBytes uint64) (geoVersions, error) {
	cPath := cString(path)
	defer freeString(cPath)
	var info C.nodestats_geo_info
	info.struct_size = C.sizeof_nodestats_geo_info
	err := statusError(C.nodestats_inspect_geo(cPath, C.uint64_t(maxBytes), &info))
	return geoVersions(info.versions), err
}

// geoError names the file, of those that were to be opened, that err is about.
func geoError(paths []string, err error) error {
	left := maxGeoBytes()
	for _, path := range paths {
		if _, bad := inspectGeo(path, left); bad != nil {
			return fmt.Errorf("nodestats: geo database %s: %w", path, bad)
		}
		left -= fileSize(path)
	}
	return fmt.Errorf("nodestats: geo database: %w", err) // it became good in the meantime
}

// reloadGeo reads each geo database again whose file has changed. A bad one leaves the old one in use.
func (e *Engine) reloadGeo() {
	err := statusError(C.nodestats_reload_geo(e.c, nil))
	if err == nil || errors.Is(err, ErrNone) {
		e.warnings.clear("geo reload")
		e.judgeGeo()
		return
	}
	e.warnings.warn("geo reload", fmt.Sprintf("geo database %s: %v; the old one stays in use", e.config.GeoDB, err))
}
