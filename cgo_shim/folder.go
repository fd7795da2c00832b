//go:build nodestats && cgo

package nodestats

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	frozenSuffix = ".release"
	frozenTemp   = "unfinished-*.tmp"
	// The library keeps a day's release for 14 days after its end; a day more never deletes one that it would take.
	frozenAge = 15 * 24 * time.Hour
	// Far more than a release has; what is larger is not one.
	frozenMaxBytes = 16 << 20
)

// frozenFolder keeps published releases as files. A file's name is the Unix time at which it was written and a hash of
// what it holds: unique over processes, and sorted by age.
type frozenFolder string

func (folder frozenFolder) path(name string) string { return filepath.Join(string(folder), name) }

// write stores data so that after a crash the file is there as a whole or not at all.
func (folder frozenFolder) write(data []byte, now time.Time) (err error) {
	file, err := os.CreateTemp(string(folder), frozenTemp)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	hash := sha256.Sum256(data)
	name := fmt.Sprintf("%012d-%x%s", now.Unix(), hash[:8], frozenSuffix)
	if err = os.Rename(file.Name(), folder.path(name)); err != nil {
		return err
	}
	return syncFolder(string(folder))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// read hands each file to take, the oldest first, or the reason why it cannot be read.
func (folder frozenFolder) read(take func(name string, data []byte, err error)) error {
	entries, err := os.ReadDir(string(folder))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), frozenSuffix) {
			data, err := readFrozen(folder.path(entry.Name()))
			take(entry.Name(), data, err)
		}
	}
	return nil
}

func readFrozen(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > frozenMaxBytes:
		return nil, fmt.Errorf("not a file of at most %d bytes: %w", frozenMaxBytes, ErrDamaged)
	}
	return os.ReadFile(path)
}

// prune deletes releases that are no longer kept at now, and what a crash left unfinished before this process.
func (folder frozenFolder) prune(now time.Time) error {
	entries, err := os.ReadDir(string(folder))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if stale(entry.Name(), now) {
			if removeErr := os.Remove(folder.path(entry.Name())); !errors.Is(removeErr, fs.ErrNotExist) {
				err = errors.Join(err, removeErr)
			}
		}
	}
	return err
}

func stale(name string, now time.Time) bool {
	if unfinished, _ := filepath.Match(frozenTemp, name); unfinished {
		return true
	}
	stamp, _, found := strings.Cut(name, "-")
	written, err := strconv.ParseInt(stamp, 10, 64)
	return found && err == nil && strings.HasSuffix(name, frozenSuffix) && now.Sub(time.Unix(written, 0)) > frozenAge
}
