//go:build nodestats && cgo

package nodestats

// #include <nodestats/nodestats.h>
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// signWaiting signs the releases that wait for it, oldest first, up to the first failure.
func (e *Engine) signWaiting() error {
	if e.config.Sign == nil {
		return nil
	}
	e.signing.Lock()
	defer e.signing.Unlock()
	for {
		switch err := e.signNext(); {
		case errors.Is(err, ErrNone):
			return nil
		case err != nil:
			return fmt.Errorf("a release waits for its signature: %w", err)
		}
	}
}

// signNext signs one release. ErrNone: nothing waits.
func (e *Engine) signNext() error {
	message, err := e.nextToSign()
	if err != nil {
		return err
	}
	defer message.release()
	// The host gets a copy: what it does with the bytes is its own affair.
	signature, err := e.config.Sign(append([]byte(nil), message.body()...))
	if err != nil {
		return err
	}
	err = statusError(C.nodestats_add_signature(e.c, message.c.id,
		unsafe.Pointer(unsafe.SliceData(signature)), C.size_t(len(signature))))
	if err != nil {
		return fmt.Errorf("a signature of %d bytes: %w", len(signature), err)
	}
	return nil
}
