//go:build !(nodestats && cgo)

package main

import (
	"context"
	"errors"
	"io"
	"testing"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

func TestStatisticsNeedTheLibrary(t *testing.T) {
	err := run(context.Background(), []string{"-nodeStats", "-dataDir", t.TempDir()}, io.Discard, io.Discard)
	if !errors.Is(err, nodestats.ErrNotBuilt) {
		t.Error(err)
	}
}
