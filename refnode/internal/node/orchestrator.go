package node

import (
	"context"
	"errors"

	"github.com/livepeer/nodestats/refnode/internal/account"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/types/known/emptypb"
)

// How gateways ask an orchestrator who it is: net.Orchestrator/GetOrchestrator, as far as it tells of further nodes.
// There is no generated code: both messages are an Empty's unknown fields.
type orchestratorServer interface {
	getOrchestrator(request *emptypb.Empty) (*emptypb.Empty, error)
}

var orchestratorService = grpc.ServiceDesc{
	ServiceName: "net.Orchestrator",
	HandlerType: (*orchestratorServer)(nil),
	Methods:     []grpc.MethodDesc{{MethodName: "GetOrchestrator", Handler: handleGetOrchestrator}},
	Metadata:    "net/lp_rpc.proto",
}

func handleGetOrchestrator(server any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	request := &emptypb.Empty{}
	if err := decode(request); err != nil {
		return nil, err
	}
	return server.(orchestratorServer).getOrchestrator(request)
}

// Field numbers of OrchestratorRequest and OrchestratorInfo.
const (
	requestAddress, requestSig             = 1, 2
	infoTranscoder, infoAddress, infoNodes = 1, 4, 34
)

func (n *Node) getOrchestrator(request *emptypb.Empty) (*emptypb.Empty, error) {
	fields, err := bytesFields(request.ProtoReflect().GetUnknown())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	sender, signature := fields[requestAddress], fields[requestSig]
	if len(sender) != len(account.Address{}) {
		return nil, status.Error(codes.Unknown, "Invalid orchestrator request: no address")
	}
	if address := account.Address(sender); !address.Signed([]byte(address.String()), signature) {
		return nil, status.Error(codes.Unknown, "Invalid orchestrator request: orchestrator req sig check failed")
	}
	var info []byte
	add := func(number protowire.Number, value string) {
		info = protowire.AppendString(protowire.AppendTag(info, number, protowire.BytesType), value)
	}
	add(infoTranscoder, n.ServiceURL())
	add(infoAddress, string(n.config.Recipient[:]))
	for _, uri := range n.config.Nodes {
		add(infoNodes, uri)
	}
	answer := &emptypb.Empty{}
	answer.ProtoReflect().SetUnknown(info)
	return answer, nil
}

// bytesFields gives the last value of each field of bytes, and ignores others.
func bytesFields(message []byte) (map[protowire.Number][]byte, error) {
	fields := map[protowire.Number][]byte{}
	for len(message) > 0 {
		number, kind, size := protowire.ConsumeTag(message)
		if size < 0 {
			return nil, protowire.ParseError(size)
		}
		message = message[size:]
		if size = protowire.ConsumeFieldValue(number, kind, message); size < 0 {
			return nil, errors.New("a field is cut off")
		}
		if value, taken := protowire.ConsumeBytes(message); kind == protowire.BytesType && taken > 0 {
			fields[number] = value
		}
		message = message[size:]
	}
	return fields, nil
}
