//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"
)

// frozen is what an engine has to do with its folder of published releases.
type frozen struct {
	lock   sync.Mutex
	folder frozenFolder // empty: nothing is kept
	lastID uint64       // of the newest release that is on disk
}

// keepFrozen writes the releases published since the last call, and deletes those that are too old.
func (e *Engine) keepFrozen() error {
	if e.frozen.folder == "" {
		return nil
	}
	e.frozen.lock.Lock()
	defer e.frozen.lock.Unlock()
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
	err := e.frozen.folder.prune(e.now())
	err = errors.Join(err, e.frozen.folder.read(func(name string, data []byte, err error) {
		if err == nil {
			err = e.restoreRelease(data)
		}
		switch {
		case err == nil:
			any = true
		case !errors.Is(err, ErrExists) && !errors.Is(err, ErrFuture):
			e.warnings.warn("frozen "+name, fmt.Sprintf("frozen release %s skipped: %v", name, err))
		}
	}))
	if err != nil {
		e.warnings.warn("frozen", fmt.Sprintf("folder of frozen releases: %v", err))
	}
	return any
}

func (e *Engine) restoreRelease(data []byte) error {
	if len(data) == 0 {
		return ErrDamaged // which the library could not tell from a missing argument
	}
	return statusError(C.nodestats_restore_frozen(e.c, unsafe.Pointer(&data[0]), C.size_t(len(data))))
}
