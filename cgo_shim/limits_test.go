//go:build nodestats && cgo

package nodestats

import (
	"encoding/binary"
	"net/netip"
	"sync"
	"testing"
	"time"
	"unsafe"
)

// clockedLimits have a clock that the test moves.
func clockedLimits() (*limits, *time.Duration) {
	l, now := newLimits(), new(time.Duration)
	l.now = func() time.Duration { return *now }
	return l, now
}

// take asks for an answer of so many bytes, and tells whether it was given.
func (l *limits) take(peer netip.Addr, bytes int) bool {
	if wait, _ := l.admit(peer); wait > 0 {
		return false
	}
	l.charge(peer, bytes)
	return true
}

func peerNumber(i uint32) netip.Addr {
	var bytes [4]byte
	binary.BigEndian.PutUint32(bytes[:], 11<<24+i)
	return netip.AddrFrom4(bytes)
}

func TestOnePeerTakesItsBurstAndThenItsRate(t *testing.T) {
	l, now := clockedLimits()
	const body = 100 << 10
	taken := 0
	for ; *now < 10*time.Minute; *now += 100 * time.Millisecond {
		for l.take(peerNumber(1), body) {
			taken += body + requestBytes
		}
		if !l.take(peerNumber(2), 1<<10) {
			t.Fatalf("another peer is refused after %v", *now)
		}
	}
	want := peerBurstBytes + peerBytesPerSecond*600
	if taken < want-2*body || taken > want+2*body {
		t.Errorf("took %d bytes in ten minutes, not %d", taken, want)
	}
}

func TestTheTimeToWaitIsEnough(t *testing.T) {
	l, now := clockedLimits()
	for l.take(peerNumber(1), 300<<10) {
	}
	wait, forAll := l.admit(peerNumber(1))
	if *now += wait - time.Millisecond; l.take(peerNumber(1), 0) || forAll {
		t.Error("admitted before")
	}
	if *now += time.Millisecond; !l.take(peerNumber(1), 0) {
		t.Error("refused after")
	}
}

func TestManyPeersTogetherTakeTheBoundForAll(t *testing.T) {
	l, now := clockedLimits()
	taken, next := 0, uint32(0)
	for ; *now < time.Minute; *now += 100 * time.Millisecond {
		for l.take(peerNumber(next), 150<<10) {
			next++
			taken += 150<<10 + requestBytes
		}
		if _, forAll := l.admit(peerNumber(next)); !forAll {
			t.Fatal("a fresh peer is refused for what it took itself")
		}
	}
	if want := allBurstBytes + allBytesPerSecond*60; taken < want-1<<20 || taken > want+1<<20 {
		t.Errorf("took %d bytes in a minute, not %d", taken, want)
	}
}

// What honest readers do at once, each at its worst: nobody is ever refused.
func TestHonestReadersAreNeverRefused(t *testing.T) {
	l, now := clockedLimits()
	nat := netip.MustParseAddr("198.51.100.7")
	for ; *now < time.Hour; *now += time.Second {
		seconds := int(*now / time.Second)
		for range 20 { // Prometheus servers behind one NAT that scrape every 5 s, and one that does not take gzip
			if seconds%5 == 0 && !l.take(nat, 22<<10) {
				t.Fatalf("a scrape is refused after %v", *now)
			}
		}
		if seconds%15 == 0 && !l.take(nat, 400<<10) {
			t.Fatalf("a plain scrape is refused after %v", *now)
		}
		for i := range uint32(40) { // 12,000 crawlers that come within the five minutes after a release
			if seconds < 300 && !l.take(peerNumber(uint32(seconds)*40+i), 40<<10) {
				t.Fatalf("a crawler is refused after %v", *now)
			}
		}
	}
	for range 30 { // crawlers behind one address, which hold nothing yet
		if !l.take(peerNumber(1), 244<<10) {
			t.Error("a new crawler is refused")
		}
	}
}

func TestAPeerIsAnAddressOrTheNetworkThatIsOneMachines(t *testing.T) {
	address := netip.MustParseAddr
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"203.0.113.9", "203.0.113.10", false},
		{"2001:db8::1", "2001:db8::ffff:2", true},
		{"2001:db8::1", "2001:db8:0:1::1", false},
		{"203.0.113.9", "::1234", false},
	} {
		l, _ := clockedLimits()
		for l.take(address(test.a), 1<<20) {
		}
		if same := !l.take(address(test.b), 0); same != test.same {
			t.Errorf("%s and %s are one peer: %v", test.a, test.b, same)
		}
	}
}

// Behind a proxy that is not a trusted one all readers have its address.
func TestPeersThatAreNotPublicShareOnlyTheBoundForAll(t *testing.T) {
	for _, peer := range []netip.Addr{{}, netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("10.1.2.3"), netip.MustParseAddr("fe80::1")} {
		l, _ := clockedLimits()
		taken := 0
		for ; l.take(peer, 1<<20); taken += 1 << 20 {
		}
		if _, forAll := l.admit(peer); !forAll || taken < allBurstBytes*9/10 {
			t.Errorf("%v took %d bytes; for all: %v", peer, taken, forAll)
		}
	}
}

func TestAFloodOfAddressesTakesNoMemoryAndFreesNobodyWhoOwesMore(t *testing.T) {
	l, now := clockedLimits()
	for l.take(peerNumber(0), 1<<20) {
	}
	if allocated := testing.AllocsPerRun(10, func() {
		for range 10_000 {
			*now += time.Microsecond
			l.admit(peerNumber(1 + uint32(*now/time.Microsecond)))
		}
	}); allocated != 0 {
		t.Errorf("%v allocations", allocated)
	}
	if l.take(peerNumber(0), 0) {
		t.Error("the greedy peer was forgotten for others that asked once")
	}
	if size := unsafe.Sizeof(*l); size > 70<<10 {
		t.Errorf("%d bytes", size)
	}
}

func TestLimitsAreForManyThreads(t *testing.T) {
	l := newLimits()
	var wait sync.WaitGroup
	for i := range uint32(8) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for j := range uint32(1000) {
				l.take(peerNumber(i*j), 100)
			}
		}()
	}
	wait.Wait()
}

func BenchmarkAdmitAndCharge(b *testing.B) {
	l := newLimits()
	for i := range b.N {
		l.take(peerNumber(uint32(i)), 0)
	}
}
