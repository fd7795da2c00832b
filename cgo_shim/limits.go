//go:build nodestats && cgo

package nodestats

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// What readers may take, in bytes, since those are what an answer costs the node. At most, in mode binned, Prometheus
// takes 21 KB a scrape (gzip; 400 KB without), and a crawler 7 KB an hour, or 240 KB where it holds nothing yet. Thirty of
// either behind one address, or ten thousand crawlers in the minutes after each release, stay below.
const (
	requestBytes = 4 << 10 // for each request beside its answer's body: about a TLS handshake; all that a 304 takes

	peerBytesPerSecond = 256 << 10
	peerBurstBytes     = 8 << 20
	allBytesPerSecond  = 4 << 20
	allBurstBytes      = 64 << 20

	// 64 KiB, however many addresses ask: where a set is full, who has least to pay off is forgotten.
	peerSets = 1024
	peerWays = 4
)

// account is when what was taken is paid off at the allowed rate. So a number is all that there is to keep, and one that
// lies in the past says the same as none.
type account time.Duration

func (a *account) charge(now time.Duration, bytes, perSecond int64) {
	*a = max(*a, account(now)) + account(bytes*int64(time.Second)/perSecond)
}

// wait is how long to wait until what is above the burst is paid off; 0 or less: not at all.
func (a account) wait(now time.Duration, burst, perSecond int64) time.Duration {
	return time.Duration(a) - now - time.Duration(burst*int64(time.Second)/perSecond)
}

type peerAccount struct {
	peer uint64 // a keyed hash
	account
}

// limits bounds what each peer takes, and what all take together. It knows readers' addresses, clock and the sizes of
// answers, which are public: nothing of what the node records. Thread-safe.
type limits struct {
	now  func() time.Duration
	seed maphash.Seed
	lock sync.Mutex
	// Guarded by lock.
	all   account
	peers [peerSets][peerWays]peerAccount
}

func newLimits() *limits {
	start := time.Now()
	return &limits{now: func() time.Duration { return time.Since(start) }, seed: maphash.MakeSeed()}
}

// admit charges a request to a peer, or tells how long to wait first, and whether for what all take.
func (l *limits) admit(peer netip.Addr) (wait time.Duration, forAll bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	now := l.now()
	ofPeer := l.account(peer)
	if wait := ofPeer.wait(now, peerBurstBytes, peerBytesPerSecond); wait > 0 {
		return wait, false
	}
	if wait := l.all.wait(now, allBurstBytes, allBytesPerSecond); wait > 0 {
		return wait, true
	}
	l.chargeBoth(ofPeer, now, requestBytes)
	return 0, false
}

// charge adds an answer's body to what an admitted peer took.
func (l *limits) charge(peer netip.Addr, bytes int) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.chargeBoth(l.account(peer), l.now(), int64(bytes))
}

func (l *limits) chargeBoth(ofPeer *account, now time.Duration, bytes int64) {
	ofPeer.charge(now, bytes, peerBytesPerSecond)
	l.all.charge(now, bytes, allBytesPerSecond)
}

// account finds a peer's own one. Peers that are not public have none, since they may be many: behind a proxy on this
// machine or in this network that is not a trusted one, all readers of the world look the same.
func (l *limits) account(peer netip.Addr) *account {
	if !peer.IsValid() || peer.IsLoopback() || peer.IsPrivate() || peer.IsLinkLocalUnicast() {
		return new(account)
	}
	key := l.key(peer)
	set := &l.peers[key%peerSets]
	least := &set[0]
	for i := range set {
		if set[i].peer == key {
			return &set[i].account
		}
		if set[i].account < least.account {
			least = &set[i]
		}
	}
	*least = peerAccount{peer: key}
	return &least.account
}

// key is of an IPv4 address, and of the /64 of an IPv6 one, of which one machine has all.
func (l *limits) key(peer netip.Addr) uint64 {
	const subnetBytes = 8
	bytes := peer.As16()
	if peer.Is4() {
		return maphash.Bytes(l.seed, bytes[:])
	}
	return maphash.Bytes(l.seed, bytes[:subnetBytes])
}
