package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/certificate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// farm serves all nodes: who is meant, the address tells that was connected to.
type farm []*node

func (f farm) nodeAt(address net.Addr) *node {
	place, err := netip.ParseAddrPort(address.String())
	if err != nil {
		return nil
	}
	number := numberOf(place.Addr())
	if number < 0 || number >= len(f) {
		return nil
	}
	return f[number]
}

func (f farm) nodeOf(ctx context.Context) *node {
	address, known := ctx.Value(http.LocalAddrContextKey).(net.Addr)
	if !known {
		return nil
	}
	return f.nodeAt(address)
}

// serve answers on the listener until ctx ends.
func serve(ctx context.Context, listener net.Listener, nodes farm) error {
	config, err := certificate.TLSConfig("") // it says nothing about who a node is
	if err != nil {
		return err
	}
	quiet := log.New(io.Discard, "", 0) // clients that break off are what is tried here
	secure := &http.Server{Handler: nodes.handler(), TLSConfig: config, ErrorLog: quiet}
	plain := &http.Server{Handler: nodes.handler(), ErrorLog: quiet}
	doors := newDoors(listener, nodes)
	go plain.Serve(doors.plain)
	go doors.run()
	ended := make(chan error, 1)
	go func() { ended <- secure.ServeTLS(doors.secure, "", "") }()
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	secure.Close()
	plain.Close()
	return err
}

// handler tells gRPC from HTTP as the node does: by protocol and content type.
func (f farm) handler() http.Handler {
	rpc := grpc.NewServer()
	rpc.RegisterService(&serviceDesc, f)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := f.nodeOf(r.Context())
		isRPC := r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc")
		switch {
		case n == nil:
			http.Error(w, "no node has this address", http.StatusNotFound)
		case isRPC:
			rpc.ServeHTTP(w, r)
		case n.misanswer(w, r):
		case r.URL.Path != nodestats.Path:
			http.NotFound(w, r)
		default:
			n.serveHTTP(w, r)
		}
	})
}

func (n *node) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Accept") != "application/x-protobuf" {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		io.WriteString(w, n.text())
		return
	}
	since, err := strconv.ParseInt("0"+r.URL.Query().Get("since"), 10, 64)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer := n.summary(since)
	protobufHeader(w)
	w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
	w.Write(answer)
}

// The service of nodestats.v1, without generated code: a request has one int64 of number 1, as Int64Value has, and an
// Empty carries a serialized Summary as fields that it does not know.
type summaryServer interface {
	getSummary(ctx context.Context, since int64) (*emptypb.Empty, error)
}

var serviceDesc = grpc.ServiceDesc{
	ServiceName: "nodestats.v1.NodeStats",
	HandlerType: (*summaryServer)(nil),
	Methods: []grpc.MethodDesc{{MethodName: "GetSummary",
		Handler: func(server any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			request := &wrapperspb.Int64Value{}
			if err := decode(request); err != nil {
				return nil, err
			}
			return server.(summaryServer).getSummary(ctx, request.GetValue())
		}}},
}

func (f farm) getSummary(ctx context.Context, since int64) (*emptypb.Empty, error) {
	n := f.nodeOf(ctx)
	switch n.misbehaviour {
	case "plain404":
		return nil, status.Error(codes.Unimplemented, "unknown service nodestats.v1.NodeStats")
	case "status500":
		return nil, status.Error(codes.Internal, "something broke")
	case "huge":
		return carry(make([]byte, 64<<20)), nil
	}
	return carry(n.summary(since)), nil
}

func carry(summary []byte) *emptypb.Empty {
	answer := &emptypb.Empty{}
	answer.ProtoReflect().SetUnknown(summary)
	return answer
}
