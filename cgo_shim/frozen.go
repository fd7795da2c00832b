//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
	"unsafe"
)

// frozen is what an engine has to do with its folder of published releases.
type frozen struct {
	lock   sync.Mutex
	folder frozenFolder // empty: nothing is kept
	lastID uint64       // of the newest release that is on disk
	early  []string     // files whose releases ended in the future when they were last handed in
	tried  time.Time    // the hour in which that was
}

// keepFrozen writes the releases published since the last call, deletes those that are too old, and once an hour hands
// in again what ended in the future.
func (e *Engine) keepFrozen() error {
	if e.frozen.folder == "" {
		return nil
	}
	e.frozen.lock.Lock()
	defer e.frozen.lock.Unlock()
	e.restoreEarly()
	for {
		switch err := e.keepNext(); {
		case errors.Is(err, ErrNone):
			return nil
		case err != nil:
			return fmt.Errorf("a published release is not on disk: %w", err)
		}
	}
}

// keepNext writes one release. ErrNone: all are on disk.
func (e *Engine) keepNext() error {
	release, err := e.nextFrozen(e.frozen.lastID)
	if err != nil {
		return err
	}
	defer release.release()
	if err := e.frozen.folder.write(release.body(), e.now()); err != nil {
		return err
	}
	e.frozen.lastID = release.id()
	return e.frozen.folder.prune(e.now())
}

// restoreFrozen takes back what earlier processes published, and tells whether there was any. A file that cannot be
// taken is left where it is.
func (e *Engine) restoreFrozen() (any bool) {
	if e.frozen.folder == "" {
		return false
	}
	e.frozen.lock.Lock()
	defer e.frozen.lock.Unlock()
	e.frozen.tried = e.now().Truncate(time.Hour)
	err := e.frozen.folder.prune(e.now())
	err = errors.Join(err, e.frozen.folder.read(func(name string, data []byte, err error) {
		any = e.restoreFile(name, data, err) || any
	}))
	if err != nil {
		e.warnings.warn("frozen", fmt.Sprintf("folder of frozen releases: %v", err))
	}
	if n := len(e.frozen.early); n > 0 {
		e.warnings.warn("early", fmt.Sprintf("published releases on disk end in the future (%d): was the clock set back? "+
			"They are served once they have ended, and their hours are not counted again", n))
	}
	return any
}

// restoreEarly hands in again what ended in the future. All windows end on the hour, so once an hour is enough.
func (e *Engine) restoreEarly() {
	hour := e.now().Truncate(time.Hour)
	if len(e.frozen.early) == 0 || hour.Equal(e.frozen.tried) {
		return
	}
	names := e.frozen.early
	e.frozen.early, e.frozen.tried = nil, hour
	for _, name := range names {
		data, err := readFrozen(e.frozen.folder.path(name))
		e.restoreFile(name, data, err)
	}
}

// restoreFile hands in what a file holds, unless it cannot be read, and tells whether it was taken.
func (e *Engine) restoreFile(name string, data []byte, err error) bool {
	if err == nil {
		err = e.restoreRelease(data)
	}
	switch {
	case errors.Is(err, ErrFuture):
		e.frozen.early = append(e.frozen.early, name)
	case errors.Is(err, ErrExists), errors.Is(err, ErrExpired), errors.Is(err, fs.ErrNotExist):
	case err != nil:
		e.warnings.warn("frozen "+name, fmt.Sprintf("frozen release %s skipped: %v", name, err))
	}
	return err == nil
}

func (e *Engine) restoreRelease(data []byte) error {
	if len(data) == 0 {
		return ErrDamaged // which the library could not tell from a missing argument
	}
	return statusError(C.nodestats_restore_frozen(e.c, unsafe.Pointer(&data[0]), C.size_t(len(data))))
}
