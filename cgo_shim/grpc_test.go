//go:build nodestats && cgo

package nodestats

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// serveGRPC serves as a gRPC server with a listener of its own does.
func serveGRPC(t *testing.T, server *grpc.Server) *grpc.ClientConn {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return connect(t, listener.Addr().String(), insecure.NewCredentials())
}

// serveMixed serves as the node does: gRPC by way of an HTTPS server.
func serveMixed(t *testing.T, server *grpc.Server) *grpc.ClientConn {
	https := httptest.NewUnstartedServer(http.HandlerFunc(server.ServeHTTP))
	https.EnableHTTP2 = true
	https.StartTLS()
	t.Cleanup(https.Close)
	return connect(t, https.Listener.Addr().String(), credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}))
}

func connect(t *testing.T, address string, transport credentials.TransportCredentials) *grpc.ClientConn {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(transport))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection
}

// getSummary calls the service, and gives the response's bytes.
func getSummary(connection *grpc.ClientConn, since int64) ([]byte, error) {
	response := &emptypb.Empty{}
	err := connection.Invoke(context.Background(), getSummaryMethod, wrapperspb.Int64(since), response)
	return response.ProtoReflect().GetUnknown(), err
}

func TestGRPCGivesTheBytesOfHTTPBothWays(t *testing.T) {
	engine, handler := published(t)
	want := ask(handler, http.MethodGet, Path, accept("application/x-protobuf")).Body.Bytes()
	for name, serve := range map[string]func(*testing.T, *grpc.Server) *grpc.ClientConn{"Serve": serveGRPC, "ServeHTTP": serveMixed} {
		t.Run(name, func(t *testing.T) {
			server := grpc.NewServer()
			engine.RegisterGRPC(server)
			connection := serve(t, server)
			if got, err := getSummary(connection, 0); err != nil || !bytes.Equal(got, want) || len(parseSummary(t, got)) != 1 {
				t.Errorf("%d bytes, %v; HTTP gave %d", len(got), err, len(want))
			}
			if got, err := getSummary(connection, firstHour.Unix()+3600); err != nil || len(parseSummary(t, got)) != 0 {
				t.Errorf("since the end: %d releases, %v", len(parseSummary(t, got)), err)
			}
			if _, err := getSummary(connection, -1); status.Code(err) != codes.InvalidArgument {
				t.Errorf("since -1: %v", err)
			}
		})
	}
}

func TestGRPCGoesThroughTheHostsInterceptor(t *testing.T) {
	engine, _ := published(t)
	var seen string
	server := grpc.NewServer(grpc.UnaryInterceptor(
		func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
			seen = info.FullMethod
			return handle(ctx, request)
		}))
	engine.RegisterGRPC(server)
	if _, err := getSummary(serveGRPC(t, server), 0); err != nil || seen != "/nodestats.v1.NodeStats/GetSummary" {
		t.Errorf("intercepted %q, %v", seen, err)
	}
}

func TestGRPCIsUnimplementedWhereOffAndUnavailableWhereClosed(t *testing.T) {
	var none *Engine
	off := grpc.NewServer()
	none.RegisterGRPC(off)
	if _, err := getSummary(serveGRPC(t, off), 0); status.Code(err) != codes.Unimplemented {
		t.Errorf("nil engine: %v", err)
	}
	engine := open(t, Config{})
	closed := grpc.NewServer()
	engine.RegisterGRPC(closed)
	engine.Close()
	if _, err := getSummary(serveGRPC(t, closed), 0); status.Code(err) != codes.Unavailable {
		t.Errorf("closed engine: %v", err)
	}
}
