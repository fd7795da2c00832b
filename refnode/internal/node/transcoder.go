package node

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/livepeer/nodestats/refnode/internal/media"
)

const (
	maxSegmentBytes  = 64 << 20
	maxWaiting       = 64
	transcodeTimeout = time.Minute
)

var errBusy = errors.New("too many segments wait already")

// transcoder runs as many segments at once as there are processors, and lets some more wait.
type transcoder struct{ running, waiting chan struct{} }

func newTranscoder() transcoder {
	processors := runtime.GOMAXPROCS(0)
	return transcoder{make(chan struct{}, processors), make(chan struct{}, processors+maxWaiting)}
}

// enter takes a place in the queue, or fails where it is full.
func (t transcoder) enter() (leave func(), err error) {
	select {
	case t.waiting <- struct{}{}:
		return func() { <-t.waiting }, nil
	default:
		return nil, errBusy
	}
}

// transcode waits for its turn. Nothing of the segment stays on the disk.
func (t transcoder) transcode(folder string, profiles []media.Profile) (media.Result, error) {
	t.running <- struct{}{}
	defer func() { <-t.running }()
	// A gateway that hangs up does not end the work: as in the node, it is done and counted.
	ctx, cancel := context.WithTimeout(context.Background(), transcodeTimeout)
	defer cancel()
	return media.Transcode(ctx, folder, profiles)
}

// receive writes a segment into a new folder, which discard deletes.
func receive(body io.Reader) (folder string, bytes int64, discard func(), err error) {
	folder, err = os.MkdirTemp("", "refnode-segment-")
	if err != nil {
		return "", 0, nil, err
	}
	discard = func() { os.RemoveAll(folder) }
	file, err := os.Create(filepath.Join(folder, media.SourceFile))
	if err == nil {
		bytes, err = io.Copy(file, body)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		discard()
	}
	return folder, bytes, discard, err
}
