//go:build !(nodestats && cgo)

package nodestats

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"time"

	"google.golang.org/grpc"
)

// Engine does nothing in this binary, which does not hold the library.
type Engine struct{}

// Available tells whether this binary holds the library.
func Available() bool { return false }

// FindGeoDB looks for nothing.
func FindGeoDB(dataDir string) string { return "" }

// Open returns ErrNotBuilt.
func Open(Config) (*Engine, error) { return nil, ErrNotBuilt }

// Close does nothing.
func (e *Engine) Close() {}

// RecordSegment does nothing.
func (e *Engine) RecordSegment(manifestID string, seg *Segment) error { return nil }

// Advance does nothing.
func (e *Engine) Advance(now time.Time) error { return nil }

// Settle does nothing.
func (e *Engine) Settle() error { return nil }

// Run returns at once.
func (e *Engine) Run(ctx context.Context) {}

// Peer knows no peer.
func (e *Engine) Peer(remoteAddr string, header http.Header) netip.Addr { return netip.Addr{} }

// Handler finds nothing.
func (e *Engine) Handler() http.Handler { return http.NotFoundHandler() }

// ExactHandler finds nothing.
func (e *Engine) ExactHandler() http.Handler { return http.NotFoundHandler() }

// RegisterGRPC registers nothing.
func (e *Engine) RegisterGRPC(server grpc.ServiceRegistrar) {}

// Info has nothing to tell.
func (e *Engine) Info() Info { return Info{} }

// StartupLine is empty.
func (e *Engine) StartupLine(serviceURL string) string { return "" }

// Error names the status by its number, since its text is the library's.
func (s Status) Error() string { return fmt.Sprintf("nodestats: status %d", int32(s)) }
