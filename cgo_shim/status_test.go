//go:build nodestats && cgo

package nodestats

import (
	"errors"
	"fmt"
	"testing"
)

func TestEachStatusIsAnErrorOfItsOwnWithALine(t *testing.T) {
	lines := map[string]Status{}
	for status := ErrInvalid; status <= ErrInternal; status++ {
		line := status.Error()
		if other, taken := lines[line]; taken || line == "" {
			t.Errorf("%d and %d both say %q", status, other, line)
		}
		lines[line] = status
		wrapped := fmt.Errorf("wrapped: %w", status)
		if !errors.Is(wrapped, status) || errors.Is(wrapped, status+1) {
			t.Errorf("%d is not itself when wrapped", status)
		}
	}
	if unknown := Status(9999).Error(); unknown == "" {
		t.Error("an unknown status says nothing")
	}
}
