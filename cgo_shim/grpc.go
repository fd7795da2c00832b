//go:build nodestats && cgo

package nodestats

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// RegisterGRPC adds the service nodestats.v1.NodeStats to a gRPC server that does not serve yet. A nil Engine adds
// nothing, and the server answers UNIMPLEMENTED.
func (e *Engine) RegisterGRPC(server grpc.ServiceRegistrar) {
	if e == nil {
		return
	}
	server.RegisterService(&serviceDesc, e)
}

// The messages need no generated code. GetSummaryRequest has one int64 of number 1, as Int64Value has; the library
// gives a serialized Summary, which an Empty carries as fields that it does not know.
type summaryServer interface {
	getSummary(ctx context.Context, request *wrapperspb.Int64Value) (*emptypb.Empty, error)
}

const getSummaryMethod = "/nodestats.v1.NodeStats/GetSummary"

var serviceDesc = grpc.ServiceDesc{
	ServiceName: "nodestats.v1.NodeStats",
	HandlerType: (*summaryServer)(nil),
	Methods:     []grpc.MethodDesc{{MethodName: "GetSummary", Handler: handleGetSummary}},
	Metadata:    "nodestats/v1/service.proto",
}

func handleGetSummary(server any, ctx context.Context, decode func(any) error,
	intercept grpc.UnaryServerInterceptor) (any, error) {
	request := &wrapperspb.Int64Value{}
	if err := decode(request); err != nil {
		return nil, err
	}
	handle := func(ctx context.Context, request any) (any, error) {
		return server.(summaryServer).getSummary(ctx, request.(*wrapperspb.Int64Value))
	}
	if intercept == nil {
		return handle(ctx, request)
	}
	return intercept(ctx, request, &grpc.UnaryServerInfo{Server: server, FullMethod: getSummaryMethod}, handle)
}

func (e *Engine) getSummary(ctx context.Context, request *wrapperspb.Int64Value) (*emptypb.Empty, error) {
	if e.off() {
		return nil, status.Error(codes.Unavailable, "the node is shutting down")
	}
	peer, err := e.admitGRPC(ctx)
	if err != nil {
		return nil, err
	}
	summary, err := e.summary(formatProtobuf, request.GetValue(), false)
	switch {
	case errors.Is(err, ErrInvalid):
		return nil, status.Error(codes.InvalidArgument, "since is out of range")
	case err != nil:
		return nil, status.Error(codes.Internal, err.Error())
	}
	defer summary.release()
	e.limits.charge(peer, len(summary.body()))
	response := &emptypb.Empty{}
	// A copy: gRPC serializes the response after this function has returned.
	response.ProtoReflect().SetUnknown(append([]byte(nil), summary.body()...))
	return response, nil
}
