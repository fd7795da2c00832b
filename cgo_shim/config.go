package nodestats

import (
	"errors"
	"net/netip"
)

// Path is where the summary is served on the node's RPC port.
const Path = "/nodestats"

// Privacy modes, as the operator writes them.
const (
	PrivacyStreamHour = "stream-hour" // what one stream did in one hour is protected; the default
	PrivacyStreamDay  = "stream-day"  // what one stream did in one day is protected
	PrivacyBinned     = "binned"      // exact counts in coarse bins, without formal protection
)

// MaxNodeURIs is how many further URIs a release can name.
const MaxNodeURIs = 16

// ErrNotBuilt is what Open returns in a binary without the library.
var ErrNotBuilt = errors.New("this binary was built without nodestats: " +
	"install the nodestats library and build with CGO_ENABLED=1 and -tags nodestats")

// Config says how an Engine is opened. The zero value is an unsigned engine off-chain, without a geo database, in the
// default privacy mode.
type Config struct {
	// Privacy is one of the Privacy modes; empty is the default one.
	Privacy string
	// GeoDB is the path of an MMDB file that tells countries, or two paths with a comma between them, where a publisher has
	// IPv4 and IPv6 apart. Empty: one warning, and every place is unknown.
	GeoDB string
	// TrustedProxies may say in X-Forwarded-For whom they speak for. See ParseTrustedProxies.
	TrustedProxies []netip.Prefix
	// ChainID is of the chain that Recipient is registered on; 0 off-chain.
	ChainID uint64
	// Recipient is the orchestrator's registered address; zero off-chain.
	Recipient [20]byte
	// NodeURIs are http(s) URIs of the recipient's other nodes, which each release names so that readers find them. Each
	// has at most 256 printable ASCII characters, without spaces, quotes, \, <, > and &.
	// The first MaxNodeURIs are named; others are warned of.
	NodeURIs []string
	// Signer is the account that Sign signs for; zero without Sign.
	Signer [20]byte
	// Sign signs a release: it hashes message as an Ethereum personal message (EIP-191 version 0x45), and returns the 65
	// bytes r, s, v with v 27 or 28. Called from one goroutine at a time. Nil: releases carry no signature.
	Sign func(message []byte) ([]byte, error)
	// FrozenDir is a folder of this node's own, where published releases outlive a restart; made where it is missing.
	// Empty: they do not.
	FrozenDir string
	// HostVersion is software and version of the host, such as "livepeer/0.9.1": at most 64 printable ASCII characters.
	HostVersion string
	// Warn takes one line for the operator's log. May be called from several goroutines. Nil: warnings are dropped.
	Warn func(line string)
}
