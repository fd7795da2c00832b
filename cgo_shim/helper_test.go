//go:build nodestats && cgo

package nodestats

import (
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// firstHour is the boundary at which the tests' first whole hour begins.
var firstHour = time.Date(2026, time.November, 2, 8, 0, 0, 0, time.UTC)

// log collects warnings.
type log struct {
	lock  sync.Mutex
	lines []string
}

func (l *log) warn(line string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.lines = append(l.lines, line)
}

// count tells how many lines hold text.
func (l *log) count(text string) int {
	l.lock.Lock()
	defer l.lock.Unlock()
	return strings.Count(strings.Join(l.lines, "\n"), text)
}

// geoDB is the path of the database that the tests' places come from.
func geoDB(t testing.TB) string {
	t.Helper()
	path := os.Getenv("NODESTATS_GEODB")
	if path == "" {
		t.Fatal("NODESTATS_GEODB names no geo database: run scripts/install-deps, then scripts/test, which sets it")
	}
	return path
}

// open makes an engine in the one mode that there is, without a geo database unless config names one.
func open(t testing.TB, config Config) *Engine {
	t.Helper()
	config.Privacy = PrivacyBinned
	engine, err := Open(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	return engine
}

// drive tells the engine each second from from to to, both included, and settles.
func drive(t testing.TB, engine *Engine, from, to time.Time) {
	t.Helper()
	for now := from; !now.After(to); now = now.Add(time.Second) {
		if err := engine.Advance(now); err != nil {
			t.Fatal(err)
		}
		if err := engine.Settle(); err != nil {
			t.Fatal(err)
		}
	}
}

// justBefore is the second before hour, or the engine's time where that is later.
func justBefore(engine *Engine, hour time.Time) time.Time {
	if now := engine.now(); engine.nowMS.Load() != 0 && now.After(hour) {
		return now
	}
	return hour.Add(-time.Second)
}

// advanceThrough tells the engine each second of a whole hour, to the instant at which its release is to appear, without
// signing or keeping anything.
func advanceThrough(t testing.TB, engine *Engine, hour time.Time) {
	t.Helper()
	for now := justBefore(engine, hour); !now.After(hour.Add(time.Hour + 10*time.Second)); now = now.Add(time.Second) {
		if err := engine.Advance(now); err != nil {
			t.Fatal(err)
		}
	}
}

// publish drives the engine through a whole hour that begins at hour, with some segments in it, to the instant at which
// its release appears.
func publish(t testing.TB, engine *Engine, hour time.Time) {
	t.Helper()
	drive(t, engine, justBefore(engine, hour), hour.Add(30*time.Minute))
	for i := range 30 {
		if err := engine.RecordSegment("manifest", segment()); err != nil {
			t.Fatal(i, err)
		}
	}
	drive(t, engine, hour.Add(30*time.Minute+time.Second), hour.Add(time.Hour+10*time.Second))
}

// segment is two seconds of 720p in two renditions, from a public address in France.
func segment() *Segment {
	s := &Segment{
		Kind: KindTranscode, Outcome: OutcomeOK, Broadcaster: [20]byte{19: 1},
		SourceWidth: 1280, SourceHeight: 720, DecodedPixels: 60 * 1280 * 720, InputBytes: 1 << 20,
	}
	s.SetPeer(netip.MustParseAddr("212.27.48.10"))
	s.SetTimes(2*time.Second, 500*time.Millisecond)
	s.AddRendition(Rendition{Width: 854, Height: 480, EncodedPixels: 60 * 854 * 480, Bytes: 300_000})
	s.AddRendition(Rendition{Width: 640, Height: 360, FrameRateNum: 30, FrameRateDen: 1, EncodedPixels: 60 * 640 * 360, Bytes: 200_000})
	return s
}
