//go:build nodestats && cgo

package nodestats

import "fmt"

// Peers are judged once so many segments were counted.
const peersJudgedAfter = 100

// Places are judged once so many streams came from public addresses.
const placesJudgedAfter = 20

// judgeGeo warns once where the geo database lacks one IP version.
func (e *Engine) judgeGeo() {
	info := e.Info()
	missing := ""
	switch {
	case e.config.GeoDB == "" || info.GeoIPv4 == info.GeoIPv6:
		e.warnings.clear("geo versions")
		return
	case info.GeoIPv4:
		missing = "IPv6"
	default:
		missing = "IPv4"
	}
	e.warnings.warn("geo versions", fmt.Sprintf("geo database %s knows no address of %s: gateways that connect by it will be "+
		"unknown (ZZ); use a database of both, or name one of each with a comma between them", e.config.GeoDB, missing))
}

// judgePlaces warns once where the geo database does not know most of the peers that have a place.
func (e *Engine) judgePlaces() {
	info := e.Info()
	all := info.PlacedStreams + info.UnplacedStreams
	if e.config.GeoDB == "" || all < placesJudgedAfter || 2*info.UnplacedStreams <= all {
		return
	}
	e.warnings.warn("places", fmt.Sprintf("%d of %d streams came from public addresses that the geo database %s does not know, "+
		"and count as ZZ: use a newer or fuller one", info.UnplacedStreams, all, e.config.GeoDB))
}

// judgePeers warns once where the peers' addresses cannot tell places.
func (e *Engine) judgePeers() {
	info := e.Info()
	if info.Segments < peersJudgedAfter {
		return
	}
	switch info.Peers {
	case PeersOne:
		e.warnings.warn("peers", "every segment so far came from the same address: "+
			"if that is a proxy, name it in the trusted proxies")
	case PeersPrivate:
		e.warnings.warn("peers", "every segment so far came from a private address: "+
			"behind NAT or a proxy places are unknown")
	}
}
