package nodestats

import (
	"net/netip"
	"testing"
	"time"
)

func TestSetPeerTakesBothFamiliesAndNone(t *testing.T) {
	tests := []struct {
		addr netip.Addr
		size uint32
		want [16]byte
	}{
		{netip.MustParseAddr("2001:db8::1%eth0"), 16, [16]byte{0x20, 0x01, 0x0d, 0xb8, 15: 1}},
		{netip.MustParseAddr("192.0.2.7"), 4, [16]byte{192, 0, 2, 7}},
		{netip.MustParseAddr("::ffff:192.0.2.7"), 16, [16]byte{10: 0xff, 11: 0xff, 12: 192, 13: 0, 14: 2, 15: 7}},
		{netip.Addr{}, 0, [16]byte{}},
	}
	var segment Segment // reused: nothing of the peer before may stay
	for _, test := range tests {
		segment.SetPeer(test.addr)
		if segment.peerSize != test.size || segment.peer != test.want {
			t.Errorf("SetPeer(%v): %d bytes %v", test.addr, segment.peerSize, segment.peer)
		}
	}
}

func TestSetTimesKeepsMicroseconds(t *testing.T) {
	var segment Segment
	segment.SetTimes(2*time.Second+1999*time.Nanosecond, 350*time.Millisecond)
	if segment.DurationUS != 2_000_001 || segment.TurnaroundUS != 350_000 {
		t.Errorf("duration %d, turnaround %d", segment.DurationUS, segment.TurnaroundUS)
	}
}

func TestRenditionsBeyondTheLastAreOnlyCounted(t *testing.T) {
	var segment Segment
	for i := range MaxRenditions + 2 {
		segment.AddRendition(Rendition{Width: uint32(i) + 1})
	}
	if segment.RenditionCount != MaxRenditions+2 || segment.Renditions[MaxRenditions-1].Width != MaxRenditions {
		t.Errorf("%d renditions, the last %v", segment.RenditionCount, segment.Renditions[MaxRenditions-1])
	}
}
