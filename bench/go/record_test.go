//go:build nodestats && cgo

package bench

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/livepeer/nodestats/cgo_shim"
)

const streams = 1000

var hour = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// manifestIDs gives the ids of as many streams, in the form of UUIDs.
func manifestIDs() []string {
	ids := make([]string, streams)
	for i := range ids {
		ids[i] = fmt.Sprintf("%08x-0000-4000-8000-%012x", i*2654435761&0xffffffff, i)
	}
	return ids
}

// segment is two seconds of 1080p in four renditions. Its source's size is not told, as in the real node.
func segment() *nodestats.Segment {
	const frames = 60
	s := &nodestats.Segment{
		Kind: nodestats.KindTranscode, Outcome: nodestats.OutcomeOK, Broadcaster: [20]byte{1},
		DecodedPixels: frames * 1920 * 1080, InputBytes: 1_000_000,
	}
	s.SetPeer(netip.MustParseAddr("212.27.48.10"))
	s.SetTimes(2*time.Second, 700*time.Millisecond)
	for _, size := range [][2]uint32{{1280, 720}, {854, 480}, {640, 360}, {426, 240}} {
		s.AddRendition(nodestats.Rendition{
			Width: size[0], Height: size[1], EncodedPixels: frames * int64(size[0]) * int64(size[1]), Bytes: 200_000,
		})
	}
	return s
}

func BenchmarkRecordFromC(b *testing.B) {
	library, err := openLibrary(hour)
	if err != nil {
		b.Fatal(err)
	}
	defer library.close()
	ids := manifestIDs()
	if err := library.record(segment(), ids, streams); err != nil { // so that all are known
		b.Fatal(err)
	}
	b.ResetTimer()
	if err := library.record(segment(), ids, b.N); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkRecordFromGo(b *testing.B) {
	engine, err := nodestats.Open(nodestats.Config{Privacy: nodestats.PrivacyBinned})
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	if err := engine.Advance(hour); err != nil {
		b.Fatal(err)
	}
	ids, s, next := manifestIDs(), segment(), 0
	record := func() {
		s.Broadcaster[18], s.Broadcaster[19] = byte(next>>8), byte(next)
		if err := engine.RecordSegment(ids[next], s); err != nil {
			b.Fatal(err)
		}
		if next++; next == streams {
			next = 0
		}
	}
	for range ids {
		record()
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		record()
	}
}
