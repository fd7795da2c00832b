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
	GeoType     string    // database_type of the geo database
	GeoBuilt    time.Time // when it was built
	NewestEnd   time.Time // end of the newest release, published or waiting for its signature
	HourStart   time.Time // of the open hour
	HourIsWhole bool      // the open hour began at its boundary and will be published
	Segments    uint64    // counted since Open
	Streams     uint32    // admitted in the open hour
	MaxStreams  uint32    // its bound
	Peers       Peers
}
