//go:build nodestats && cgo

package nodestats

import (
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestRecordedSegmentsAreCounted(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	for _, manifest := range []string{"a", "b", "b"} {
		if err := engine.RecordSegment(manifest, segment()); err != nil {
			t.Fatal(err)
		}
	}
	if info := engine.Info(); info.Segments != 3 || info.Streams != 2 || info.Peers != PeersOne {
		t.Errorf("%+v", info)
	}
}

func TestBadSegmentsAreRefusedWithTheirStatus(t *testing.T) {
	engine := open(t, Config{})
	if err := engine.RecordSegment("manifest", segment()); !errors.Is(err, ErrClock) {
		t.Errorf("before the first Advance: %v", err)
	}
	drive(t, engine, firstHour, firstHour)
	if err := engine.RecordSegment("manifest", nil); !errors.Is(err, ErrInvalid) {
		t.Errorf("nil: %v", err)
	}
	for _, id := range []string{"", strings.Repeat("x", 10_000)} {
		if err := engine.RecordSegment(id, segment()); !errors.Is(err, ErrInvalid) {
			t.Errorf("an id of %d bytes: %v", len(id), err)
		}
	}
	for name, test := range map[string]struct {
		change func(*Segment)
		want   error
	}{
		"another kind":          {func(s *Segment) { s.Kind = KindAILive }, ErrUnsupported},
		"no kind":               {func(s *Segment) { s.Kind = 0 }, ErrInvalid},
		"no outcome":            {func(s *Segment) { s.Outcome = 0 }, ErrInvalid},
		"no rendition":          {func(s *Segment) { s.RenditionCount = 0 }, ErrInvalid},
		"17 renditions":         {func(s *Segment) { addRenditions(s, 15) }, ErrInvalid},
		"a size of 2^31 x 2^31": {func(s *Segment) { s.Renditions[0].Width, s.Renditions[0].Height = 1<<31, 1<<31 }, ErrInvalid},
		"a rendition of size 0": {func(s *Segment) { s.Renditions[1].Height = 0 }, ErrInvalid},
		"negative pixels":       {func(s *Segment) { s.Renditions[0].EncodedPixels = -1 }, ErrInvalid},
		"pixels that overflow":  {func(s *Segment) { s.DecodedPixels = math.MaxInt64 }, ErrInvalid},
		"no duration":           {func(s *Segment) { s.DurationUS = 0 }, ErrInvalid},
		"a negative turnaround": {func(s *Segment) { s.SetTimes(time.Second, -time.Second) }, ErrInvalid},
	} {
		bad := segment()
		test.change(bad)
		if err := engine.RecordSegment("manifest", bad); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	if info := engine.Info(); info.Segments != 0 {
		t.Errorf("%d bad segments were counted", info.Segments)
	}
}

func addRenditions(s *Segment, count int) {
	for range count {
		s.AddRendition(s.Renditions[0])
	}
}

func TestAFailedSegmentNeedsNoRendition(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	if err := engine.RecordSegment("manifest", &Segment{Kind: KindTranscode, Outcome: OutcomeFailed}); err != nil {
		t.Error(err)
	}
}

func TestRecordingAllocatesNothing(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour, firstHour)
	id := strings.Repeat("manifest", 4)
	good, bad := *segment(), Segment{Kind: KindAILive}
	allocations := testing.AllocsPerRun(1000, func() {
		onStack := good
		if err := engine.RecordSegment(id, &onStack); err != nil {
			t.Error(err)
		}
	})
	if allocations != 0 {
		t.Errorf("%v allocations for a segment", allocations)
	}
	allocations = testing.AllocsPerRun(1000, func() {
		if err := engine.RecordSegment(id, &bad); err == nil {
			t.Error("a bad segment was counted")
		}
	})
	if allocations != 0 {
		t.Errorf("%v allocations for an error", allocations)
	}
}

func TestManyGoroutinesRecordWhileTheHourCloses(t *testing.T) {
	engine := open(t, Config{})
	drive(t, engine, firstHour.Add(-time.Second), firstHour)
	const goroutines, each = 4, 5000
	var recording sync.WaitGroup
	for range goroutines {
		recording.Add(1)
		go func() {
			defer recording.Done()
			s := segment()
			for range each {
				if err := engine.RecordSegment("manifest", s); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	drive(t, engine, firstHour, firstHour.Add(2*time.Hour+time.Minute))
	recording.Wait()
	if info := engine.Info(); info.Segments != goroutines*each {
		t.Errorf("%d segments of %d", info.Segments, goroutines*each)
	}
}

func BenchmarkRecordSegment(b *testing.B) {
	engine := open(b, Config{})
	drive(b, engine, firstHour, firstHour)
	b.RunParallel(func(pb *testing.PB) {
		s := segment()
		for pb.Next() {
			if err := engine.RecordSegment("manifest", s); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportAllocs()
}
