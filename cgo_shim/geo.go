//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
)

// reloadGeo reads the geo database again if its file has changed. A bad one leaves the old one in use.
func (e *Engine) reloadGeo() {
	err := statusError(C.nodestats_reload_geo(e.c, nil))
	if err == nil || errors.Is(err, ErrNone) {
		e.warnings.clear("geo reload")
		return
	}
	e.warnings.warn("geo reload", fmt.Sprintf("geo database %s: %v; the old one stays in use", e.config.GeoDB, err))
}
