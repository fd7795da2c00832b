package main

import (
	"fmt"
	"net/netip"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

// stream is one broadcaster's video: a segment at each step of the clock.
type stream struct {
	manifest string
	segment  nodestats.Segment
}

// Universities, whose addresses are public and whose countries are well known: DE, BR, JP, ZA, US, GB.
var gateways = []string{"130.149.7.201", "143.107.253.3", "133.11.0.1", "146.141.13.50", "141.211.243.251", "2001:630:d0::1"}

var (
	sources = [][2]uint32{{1920, 1080}, {1280, 720}, {854, 480}}
	ladder  = [][2]uint32{{1280, 720}, {854, 480}, {640, 360}, {426, 240}}
)

const (
	segmentDuration = 20 * time.Second
	framesPerSecond = 30
)

func pixels(size [2]uint32) int64 {
	return int64(size[0]) * int64(size[1]) * framesPerSecond * int64(segmentDuration/time.Second)
}

// trafficOf is what a template serves: 4 to 31 streams of few broadcasters.
func trafficOf(number int) []stream {
	streams := make([]stream, 4+number*7%28)
	for i := range streams {
		s := &streams[i]
		s.manifest = fmt.Sprintf("stream-%d", i)
		source := sources[(number+i)%len(sources)]
		s.segment = nodestats.Segment{
			Kind: nodestats.KindTranscode, Outcome: nodestats.OutcomeOK, Broadcaster: [20]byte{0: 1, 19: byte(1 + i/2)},
			SourceWidth: source[0], SourceHeight: source[1], DecodedPixels: pixels(source), InputBytes: 5 << 20,
		}
		s.segment.SetPeer(netip.MustParseAddr(gateways[(i%4+number*i%3)%len(gateways)]))
		s.segment.SetTimes(segmentDuration, segmentDuration/time.Duration(2+i%8))
		for _, size := range ladder[i%len(ladder):] {
			s.segment.AddRendition(nodestats.Rendition{Width: size[0], Height: size[1], EncodedPixels: pixels(size), Bytes: 1 << 20})
		}
	}
	return streams
}

func (s *stream) record(engine *nodestats.Engine) error {
	return engine.RecordSegment(s.manifest, &s.segment)
}
