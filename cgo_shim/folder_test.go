//go:build nodestats && cgo

package nodestats

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// held lists what a folder gives back, and how many files there are in all.
func held(t *testing.T, folder frozenFolder) (releases []string, files int) {
	t.Helper()
	err := folder.read(func(name string, data []byte, err error) {
		if err != nil {
			data = []byte(name + ": " + err.Error())
		}
		releases = append(releases, string(data))
	})
	entries, readErr := os.ReadDir(string(folder))
	if err != nil || readErr != nil {
		t.Fatal(err, readErr)
	}
	return releases, len(entries)
}

func TestReleasesComeBackOldestFirst(t *testing.T) {
	folder, now := frozenFolder(t.TempDir()), time.Unix(1_800_000_000, 0)
	for i, data := range []string{"second", "first", "third"} {
		if err := folder.write([]byte(data), now.Add([]time.Duration{time.Hour, 0, 25 * time.Hour}[i])); err != nil {
			t.Fatal(err)
		}
	}
	if releases, files := held(t, folder); !slices.Equal(releases, []string{"first", "second", "third"}) || files != 3 {
		t.Errorf("%q in %d files", releases, files)
	}
}

func TestOldReleasesAndUnfinishedFilesArePruned(t *testing.T) {
	folder, now := frozenFolder(t.TempDir()), time.Unix(1_800_000_000, 0)
	for data, age := range map[string]time.Duration{"old": frozenAge + time.Second, "kept": frozenAge, "future": -time.Hour} {
		if err := folder.write([]byte(data), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"unfinished-123.tmp", "000000000001-note.txt", "notes.release", "README"} {
		if err := os.WriteFile(filepath.Join(string(folder), name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := folder.prune(now); err != nil {
		t.Fatal(err)
	}
	releases, files := held(t, folder)
	if !slices.Equal(releases, []string{"kept", "future", "notes.release"}) || files != 5 {
		t.Errorf("%q in %d files", releases, files)
	}
}

func TestAReleaseThatCannotBeWrittenLeavesNothingBehind(t *testing.T) {
	missing := frozenFolder(filepath.Join(t.TempDir(), "missing"))
	if err := missing.write([]byte("release"), time.Now()); err == nil {
		t.Error("written into a folder that is not there")
	}
	folder, now := frozenFolder(t.TempDir()), time.Unix(1_800_000_000, 0)
	if err := folder.write([]byte("release"), now); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(string(folder))
	name := filepath.Join(string(folder), entries[0].Name())
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(name, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := folder.write([]byte("release"), now); err == nil {
		t.Error("written over a folder")
	}
	if _, files := held(t, folder); files != 1 {
		t.Errorf("%d files", files)
	}
}

func TestWhatIsNoReleaseIsReadAsDamaged(t *testing.T) {
	folder := frozenFolder(t.TempDir())
	if err := os.Mkdir(filepath.Join(string(folder), "1-folder.release"), 0o700); err != nil {
		t.Fatal(err)
	}
	huge := filepath.Join(string(folder), "2-huge.release")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, frozenMaxBytes+1); err != nil {
		t.Fatal(err)
	}
	var failed []string
	err := folder.read(func(name string, data []byte, err error) {
		if err != nil && data == nil {
			failed = append(failed, name)
		}
	})
	if err != nil || !slices.Equal(failed, []string{"1-folder.release", "2-huge.release"}) {
		t.Errorf("failed %q, %v", failed, err)
	}
}
