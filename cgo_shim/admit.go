//go:build nodestats && cgo

package nodestats

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	grpcpeer "google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
)

// retryPushback is the trailer by which gRPC servers tell clients when to try again (gRPC's proposal A6).
const retryPushback = "grpc-retry-pushback-ms"

// refusal tells for how many seconds a peer is refused, and why; 0 where it is admitted.
func (e *Engine) refusal(peer netip.Addr) (seconds int64, why string) {
	wait, forAll := e.limits.admit(peer)
	if wait <= 0 {
		return 0, ""
	}
	seconds = int64((wait + time.Second - 1) / time.Second)
	whose := "from your address"
	if forAll {
		whose = "from all readers together"
		e.warnings.warn("limits", "readers of "+Path+" ask for more than the node gives in all, and some are refused")
	}
	return seconds, fmt.Sprintf("too many requests %s: try again in %d s", whose, seconds)
}

// admitHTTP tells the peer of a request, or answers 429 where it, or all together, ask for too much.
func (e *Engine) admitHTTP(w http.ResponseWriter, r *http.Request) (peer netip.Addr, admitted bool) {
	peer = e.Peer(r.RemoteAddr, r.Header)
	seconds, why := e.refusal(peer)
	if seconds == 0 {
		return peer, true
	}
	w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, why, http.StatusTooManyRequests)
	return peer, false
}

// chargedWriter tells charge what is written of a body: answers without one, 304 and those to HEAD, cost little, and a
// range costs what it is long.
type chargedWriter struct {
	http.ResponseWriter
	charge func(bytes int)
}

func (w *chargedWriter) Write(body []byte) (int, error) {
	written, err := w.ResponseWriter.Write(body)
	w.charge(written)
	return written, err
}

// admitGRPC tells the peer of a call, or refuses it with the time to wait in the trailer.
func (e *Engine) admitGRPC(ctx context.Context) (netip.Addr, error) {
	peer := e.grpcPeer(ctx)
	seconds, why := e.refusal(peer)
	if seconds == 0 {
		return peer, nil
	}
	milliseconds := strconv.FormatInt(seconds*time.Second.Milliseconds(), 10)
	if err := grpc.SetTrailer(ctx, metadata.Pairs(retryPushback, milliseconds)); err != nil {
		return peer, status.Error(codes.Internal, err.Error())
	}
	return peer, status.Error(codes.ResourceExhausted, why)
}

func (e *Engine) grpcPeer(ctx context.Context) netip.Addr {
	socket := ""
	if p, ok := grpcpeer.FromContext(ctx); ok {
		socket = p.Addr.String()
	}
	return e.Peer(socket, http.Header{"X-Forwarded-For": metadata.ValueFromIncomingContext(ctx, "x-forwarded-for")})
}
