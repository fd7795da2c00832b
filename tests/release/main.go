// Release is a host as small as can be, to try a released library with: it counts a day's first hour and prints what
// anyone may read of it, which a restart must not change.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

var (
	hour        = time.Date(2026, time.November, 2, 0, 0, 0, 0, time.UTC)
	nextRelease = regexp.MustCompile(`(?m)^nodestats_next_release_timestamp_seconds .*\n`)
)

const (
	segments     = 600
	frames       = 60
	publishDelay = 10 * time.Second
)

func main() {
	if err := try(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// try lives in each of two modes, and prints what is published without noise.
func try() error {
	if _, err := liveTwice(nodestats.PrivacyStreamHour); err != nil {
		return err
	}
	exact, err := liveTwice(nodestats.PrivacyBinned)
	fmt.Print(exact)
	return err
}

// liveTwice lets an engine publish, then one that is started after it, and returns what both serve.
func liveTwice(privacy string) (string, error) {
	folder, err := os.MkdirTemp("", "release")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	first, err := live(folder, privacy, true)
	if err != nil {
		return "", err
	}
	second, err := live(folder, privacy, false)
	if err != nil {
		return "", err
	}
	if !strings.Contains(first, `{window="1h",privacy_mode="`+privacy+`",`) {
		return "", fmt.Errorf("no release in mode %s:\n%s", privacy, first)
	}
	if released(first) != released(second) {
		return "", fmt.Errorf("after a restart it served\n%s\ninstead of\n%s", second, first)
	}
	return first, nil
}

// released is what belongs to the release: not when the next one is due, since a restart costs the open hour.
func released(text string) string {
	return nextRelease.ReplaceAllString(text, "")
}

// live opens an engine over folder, has it count where it is to, and returns what it then serves.
func live(folder, privacy string, counting bool) (string, error) {
	engine, err := nodestats.Open(nodestats.Config{
		Privacy: privacy, FrozenDir: folder, HostVersion: "release/1",
	})
	if err != nil {
		return "", err
	}
	defer engine.Close()
	if counting {
		err = countHour(engine)
	} else {
		err = engine.Advance(hour.Add(time.Hour + 2*publishDelay))
	}
	if err != nil {
		return "", err
	}
	if err := engine.Settle(); err != nil {
		return "", err
	}
	answer := httptest.NewRecorder()
	engine.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, nodestats.Path, nil))
	if answer.Code != http.StatusOK {
		return "", fmt.Errorf("GET %s: %d %s", nodestats.Path, answer.Code, answer.Body)
	}
	return answer.Body.String(), nil
}

// countHour tells the engine each second of the hour and a segment every six, until the hour is published.
func countHour(engine *nodestats.Engine) error {
	for second := time.Duration(0); second <= time.Hour+publishDelay; second += time.Second {
		if err := engine.Advance(hour.Add(second)); err != nil {
			return err
		}
		if second%(time.Hour/segments) != 0 || second >= time.Hour {
			continue
		}
		if err := engine.RecordSegment("manifest", segment()); err != nil {
			return err
		}
	}
	return nil
}

// segment is two seconds of 1080p in two renditions.
func segment() *nodestats.Segment {
	s := &nodestats.Segment{
		Kind: nodestats.KindTranscode, Outcome: nodestats.OutcomeOK, Broadcaster: [20]byte{1},
		DecodedPixels: frames * 1920 * 1080, InputBytes: 1 << 20,
	}
	s.SetTimes(2*time.Second, 500*time.Millisecond)
	s.AddRendition(nodestats.Rendition{Width: 1280, Height: 720, EncodedPixels: frames * 1280 * 720, Bytes: 700_000})
	s.AddRendition(nodestats.Rendition{Width: 640, Height: 360, EncodedPixels: frames * 640 * 360, Bytes: 300_000})
	return s
}
