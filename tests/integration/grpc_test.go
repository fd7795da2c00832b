package integration

import (
	"context"
	"crypto/tls"
	"errors"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
)

// getSummary calls the service as its .proto file describes it, and gives the Summary's bytes.
func (n *node) getSummary(t *testing.T, since int64) ([]byte, error) {
	t.Helper()
	security := credentials.NewTLS(&tls.Config{InsecureSkipVerify: true})
	if n.url == "http://"+n.address {
		security = insecure.NewCredentials()
	}
	connection, err := grpc.NewClient(n.address, grpc.WithTransportCredentials(security))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	files, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	service, err := files.AsResolver().FindDescriptorByName("nodestats.v1.NodeStats")
	if err != nil {
		t.Fatal(err)
	}
	method := service.(protoreflect.ServiceDescriptor).Methods().ByName("GetSummary")
	request, answer := dynamicpb.NewMessage(method.Input()), dynamicpb.NewMessage(method.Output())
	request.Set(method.Input().Fields().ByName("since"), protoreflect.ValueOfInt64(since))
	path := "/" + string(service.FullName()) + "/" + string(method.Name())
	if err := connection.Invoke(context.Background(), path, request, answer); err != nil {
		return nil, err
	}
	if len(answer.GetUnknown()) > 0 {
		return nil, errors.New("the answer holds fields that the schema does not know")
	}
	return proto.MarshalOptions{Deterministic: true}.Marshal(answer)
}

func TestGRPCGivesWhatHTTPGives(t *testing.T) {
	node := theDay(t).node
	over, err := node.getSummary(t, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := parseProto(t, "Summary", node.form(t, "protobuf"))
	if !proto.Equal(parseProto(t, "Summary", over), want) || len(parseSummary(t, over)) != 4 {
		t.Error("gRPC gives another Summary than HTTP")
	}
}

func TestSinceLeavesOutWhatTheCallerHolds(t *testing.T) {
	node := theDay(t).node
	all := node.releases(t, "")
	first, last := int64(all[0].End), int64(all[3].End)
	for since, want := range map[int64]int{0: 4, first - 1: 4, first: 3, last - 1: 3, last: 0, 1 << 62: 0} {
		over, err := node.getSummary(t, since)
		if err != nil || len(parseSummary(t, over)) != want {
			t.Errorf("gRPC since %d: %d releases, %v; not %d", since, len(parseSummary(t, over)), err, want)
		}
		query := "?since=" + itoa(since)
		if got := len(node.releases(t, query)); got != want {
			t.Errorf("HTTP since %d: %d releases, not %d", since, got, want)
		}
		report := parseJSON(t, "Report", node.get(t, "/nodestats"+query, "Accept", "application/json").body)
		if got := len(messages(report.ProtoReflect(), "releases")); got != want {
			t.Errorf("JSON since %d: %d releases, not %d", since, got, want)
		}
	}
}

func TestGRPCRefusesANegativeSince(t *testing.T) {
	if _, err := theDay(t).getSummary(t, -1); status.Code(err) != codes.InvalidArgument {
		t.Error(err)
	}
}
