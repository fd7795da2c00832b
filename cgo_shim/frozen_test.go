//go:build nodestats && cgo

package nodestats

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestReleasesOutliveARestartByteForByte(t *testing.T) {
	config := signedConfig(&signer{size: 65})
	config.FrozenDir = filepath.Join(t.TempDir(), "node", "frozen")
	first := open(t, config)
	publish(t, first, firstHour)
	publish(t, first, firstHour.Add(time.Hour))
	want := releases(t, first)
	first.Close()

	second := open(t, config)
	drive(t, second, firstHour.Add(2*time.Hour+time.Minute), firstHour.Add(2*time.Hour+time.Minute))
	if got := releases(t, second); !slices.EqualFunc(got, want, sameRelease) || len(want) != 2 {
		t.Errorf("%d releases after the restart, %d before", len(got), len(want))
	}
	if _, files := held(t, second.frozen.folder); files != 2 {
		t.Errorf("%d files: restored releases were written again", files)
	}
}

func sameRelease(a, b signed) bool {
	return slices.Equal(a.payload, b.payload) && slices.Equal(a.signature, b.signature)
}

func TestADamagedFileIsSkippedWithAWarning(t *testing.T) {
	var log log
	config := Config{FrozenDir: t.TempDir(), Warn: log.warn}
	first := open(t, config)
	publish(t, first, firstHour)
	first.Close()
	for name, data := range map[string]string{"999999999997-empty.release": "", "999999999998-random.release": "no release"} {
		if err := os.WriteFile(filepath.Join(config.FrozenDir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	second := open(t, config)
	drive(t, second, firstHour.Add(2*time.Hour), firstHour.Add(2*time.Hour))
	if got := releases(t, second); len(got) != 1 || log.count("skipped: ") != 2 {
		t.Errorf("%d releases, warned %q", len(got), log.lines)
	}
}

func TestAfterAClockWasSetBackNoHourIsPublishedTwiceAndAllComeBack(t *testing.T) {
	var log log
	config := signedConfig(&signer{size: 65})
	config.FrozenDir, config.Warn = t.TempDir(), log.warn
	first := open(t, config)
	publish(t, first, firstHour)
	publish(t, first, firstHour.Add(time.Hour))
	want := releases(t, first)
	first.Close()

	second := open(t, config)
	for _, step := range []struct {
		from, to time.Duration
		held     int
	}{
		{-30 * time.Minute, -29 * time.Minute, 0},
		{-29*time.Minute + time.Second, time.Hour - time.Second, 0},
		{time.Hour, time.Hour + time.Second, 1},
		{time.Hour + 2*time.Second, 2*time.Hour - time.Second, 1},
		{2 * time.Hour, 2*time.Hour + 11*time.Second, 2},
	} {
		drive(t, second, firstHour.Add(step.from), firstHour.Add(step.to))
		if got := releases(t, second); !slices.EqualFunc(got, want[:step.held], sameRelease) {
			t.Errorf("%v after the first hour's start: %d releases, or others than were published", step.to, len(got))
		}
		err := second.RecordSegment("manifest", segment())
		if ended := step.held == len(want); ended != (err == nil) || !ended && !errors.Is(err, ErrClock) {
			t.Errorf("%v after the first hour's start: recording gives %v", step.to, err)
		}
	}
	if _, files := held(t, second.frozen.folder); files != 2 || log.count("end in the future (2): was the clock set back?") != 1 {
		t.Errorf("%d files, warned %q", files, log.lines)
	}
}

func TestAReleaseThatEndsInTheFutureMayBeDeleted(t *testing.T) {
	var log log
	config := Config{FrozenDir: t.TempDir(), Warn: log.warn}
	first := open(t, config)
	publish(t, first, firstHour)
	first.Close()
	second := open(t, config)
	drive(t, second, firstHour, firstHour)
	for _, name := range second.frozen.early {
		if err := os.Remove(second.frozen.folder.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	drive(t, second, firstHour.Add(time.Hour), firstHour.Add(time.Hour+time.Second))
	if len(releases(t, second)) != 0 || len(second.frozen.early) != 0 || log.count("skipped") != 0 {
		t.Errorf("warned %q", log.lines)
	}
}

func TestANewReleaseOnDiskTakesThePlaceOfThoseTooOld(t *testing.T) {
	engine := open(t, Config{FrozenDir: t.TempDir()})
	drive(t, engine, firstHour.Add(-time.Second), firstHour.Add(-time.Second))
	if err := engine.frozen.folder.write([]byte("old"), firstHour.Add(-frozenAge)); err != nil {
		t.Fatal(err)
	}
	publish(t, engine, firstHour)
	if kept, files := held(t, engine.frozen.folder); files != 1 || len(kept[0]) < 100 {
		t.Errorf("%d files", files)
	}
}

func TestReleasesAreWrittenOnceTheDiskIsBack(t *testing.T) {
	config := Config{FrozenDir: filepath.Join(t.TempDir(), "frozen")}
	engine := open(t, config)
	if err := os.Remove(config.FrozenDir); err != nil {
		t.Fatal(err)
	}
	advanceThrough(t, engine, firstHour)
	if err := engine.Settle(); err == nil {
		t.Error("Settle() wrote into a folder that is not there")
	}
	if got := releases(t, engine); len(got) != 1 {
		t.Errorf("%d releases while the disk is away", len(got))
	}
	if err := os.Mkdir(config.FrozenDir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := engine.Settle(); err != nil {
		t.Error(err)
	}
	if _, files := held(t, engine.frozen.folder); files != 1 {
		t.Errorf("%d files", files)
	}
}
