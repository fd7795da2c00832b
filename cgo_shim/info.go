package nodestats

import "time"

// Peers is what the peers that an Engine saw have in common.
type Peers uint32

// What peers have in common.
const (
	PeersNone    Peers = iota // none was seen
	PeersOne                  // all the same: a proxy that is not trusted?
	PeersPrivate              // several, none of them a public address: NAT?
	PeersPublic               // several, at least one of them public
)

// Info is the state of an Engine, for the operator's eyes. Times are zero where there is nothing to tell.
type Info struct {
	GeoType     string    // database_type of the geo database, or of both
	GeoBuilt    time.Time // when it, or the older one of two, was built
	GeoIPv4     bool      // it holds addresses of IPv4
	GeoIPv6     bool      // it holds addresses of IPv6
	NewestEnd   time.Time // end of the newest release, published or waiting for its signature
	HourStart   time.Time // of the open hour
	HourIsWhole bool      // the open hour began at its boundary and will be published
	Segments    uint64    // counted since Open
	Streams     uint32    // admitted in the open hour
	MaxStreams  uint32    // its bound
	Peers       Peers
	// Streams since Open, each in each hour, whose peer has a public address, in a country that the geo database tells or
	// in none.
	PlacedStreams, UnplacedStreams uint64
}
