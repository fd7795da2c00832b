//go:build nodestats && cgo

package nodestats

import (
	"reflect"
	"strings"
	"testing"
)

// A Segment is handed over as it lies in memory.
func TestSegmentsLieInMemoryAsInC(t *testing.T) {
	sameLayout(t, reflect.TypeFor[Segment](), reflect.TypeFor[cSegment]())
	sameLayout(t, reflect.TypeFor[Rendition](), reflect.TypeFor[cRendition]())
}

func sameLayout(t *testing.T, ours, theirs reflect.Type) {
	t.Helper()
	if ours.Size() != theirs.Size() || ours.NumField() != theirs.NumField() {
		t.Fatalf("%v: %d bytes in %d fields; C has %d in %d", ours, ours.Size(), ours.NumField(), theirs.Size(), theirs.NumField())
	}
	for i := range ours.NumField() {
		our, their := ours.Field(i), theirs.Field(i)
		ourName, theirName := strings.ToLower(our.Name), strings.ReplaceAll(their.Name, "_", "")
		if ourName != theirName || our.Offset != their.Offset || our.Type.Size() != their.Type.Size() {
			t.Errorf("%v.%s at %d (%d bytes) is %s at %d (%d bytes) in C", ours, our.Name, our.Offset, our.Type.Size(),
				their.Name, their.Offset, their.Type.Size())
		}
	}
}
