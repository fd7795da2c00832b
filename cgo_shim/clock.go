//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import "time"

// Advance tells the engine the time: once a second, of which Run takes care. The first call also takes back the
// releases in the frozen folder.
func (e *Engine) Advance(now time.Time) error {
	if e.off() {
		return nil
	}
	if err := e.advance(now); err != nil {
		return err
	}
	restored := false
	e.restore.Do(func() { restored = e.restoreFrozen() })
	if restored {
		return e.advance(now) // publishes them
	}
	return nil
}

func (e *Engine) advance(now time.Time) error {
	ms := now.UnixMilli()
	if err := statusError(C.nodestats_advance(e.c, C.int64_t(ms))); err != nil {
		return err
	}
	e.nowMS.Store(ms)
	return nil
}
