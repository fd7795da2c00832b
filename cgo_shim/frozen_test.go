//go:build nodestats && cgo

package nodestats

import (
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
