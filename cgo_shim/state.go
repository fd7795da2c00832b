//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"fmt"
	"time"
)

// Info tells the engine's state.
func (e *Engine) Info() Info {
	if e.off() {
		return Info{}
	}
	var info C.nodestats_info
	info.struct_size = C.sizeof_nodestats_info
	if C.nodestats_get_info(e.c, &info) != C.NODESTATS_OK {
		return Info{}
	}
	return Info{
		GeoType:     C.GoString(&info.geo_type[0]),
		GeoBuilt:    unixTime(info.geo_build_unix_s),
		GeoIPv4:     geoVersions(info.geo_versions)&geoIPv4 != 0,
		GeoIPv6:     geoVersions(info.geo_versions)&geoIPv6 != 0,
		NewestEnd:   unixTime(info.newest_end_unix_s),
		HourStart:   unixTime(info.hour_start_unix_s),
		HourIsWhole: info.hour_is_whole != 0,
		Segments:    uint64(info.segments),
		Streams:     uint32(info.streams),
		MaxStreams:  uint32(info.max_streams),
		Peers:       Peers(info.peers),

		PlacedStreams:   uint64(info.placed_streams),
		UnplacedStreams: uint64(info.unplaced_streams),
	}
}

// StartupLine is one line for the host's log: where the summary is, given the service's URL, and how it is made.
func (e *Engine) StartupLine(serviceURL string) string {
	if e.off() {
		return ""
	}
	privacy := e.config.Privacy
	if privacy == "" {
		privacy = PrivacyStreamHour
	}
	return fmt.Sprintf("nodestats at %s%s: mode %s, %s, %s", serviceURL, Path, privacy, e.geoLine(), e.signerLine())
}

// signerLine names the recipient only where another account signs for it: then whoever checks the node has to be told.
func (e *Engine) signerLine() string {
	switch c := &e.config; {
	case c.Sign == nil:
		return "unsigned"
	case c.Recipient == c.Signer, c.Recipient == [20]byte{}:
		return fmt.Sprintf("signed by 0x%x", c.Signer)
	default:
		return fmt.Sprintf("signed by 0x%x for recipient 0x%x", c.Signer, c.Recipient)
	}
}

func (e *Engine) geoLine() string {
	info := e.Info()
	if info.GeoType == "" {
		return "no geo database"
	}
	const day = 24 * time.Hour
	return fmt.Sprintf("geo database %s of %s (%d days old)",
		info.GeoType, info.GeoBuilt.Format(time.DateOnly), e.now().Sub(info.GeoBuilt)/day)
}
