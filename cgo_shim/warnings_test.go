//go:build nodestats && cgo

package nodestats

import (
	"slices"
	"testing"
)

func TestATopicIsWarnedOfOnceUntilItIsCleared(t *testing.T) {
	var lines []string
	w := warnings{write: func(line string) { lines = append(lines, line) }}
	w.warn("a", "a1")
	w.warn("a", "a2")
	w.warn("b", "b1")
	w.clear("a")
	w.warn("a", "a3")
	w.warn("b", "b2")
	if want := []string{"a1", "b1", "a3"}; !slices.Equal(lines, want) {
		t.Errorf("warned %q, want %q", lines, want)
	}
}

func TestWithoutAWriterWarningsAreDropped(t *testing.T) {
	var w warnings
	w.warn("a", "a1")
	w.clear("a")
}
