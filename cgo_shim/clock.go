//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import "time"

// Advance tells the engine the time: once a second, of which Run takes care. The first call also takes back the releases
// in the frozen folder.
func (e *Engine) Advance(now time.Time) error {
	if e.off() {
		return nil
	}
	if err := statusError(C.nodestats_advance(e.c, C.int64_t(now.UnixMilli()))); err != nil {
		return err
	}
	e.nowMS.Store(now.UnixMilli())
	e.restore.Do(e.restoreFrozen)
	return nil
}
