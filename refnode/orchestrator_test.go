package main

import (
	"context"
	"crypto/tls"
	"strings"
	"testing"
	"time"

	"github.com/livepeer/nodestats/refnode/internal/account"
	"golang.org/x/crypto/sha3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/types/known/emptypb"
)

func message(values map[protowire.Number]string) *emptypb.Empty {
	var fields []byte
	for number, value := range values {
		fields = protowire.AppendString(protowire.AppendTag(fields, number, protowire.BytesType), value)
	}
	message := &emptypb.Empty{}
	message.ProtoReflect().SetUnknown(fields)
	return message
}

// asGateway asks a node as a gateway does; the answer's fields are in their order.
func asGateway(t *testing.T, service string, request *emptypb.Empty) (fields []string, err error) {
	t.Helper()
	connection, err := grpc.NewClient(strings.TrimPrefix(service, "https://"),
		grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{InsecureSkipVerify: true})))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	answer := &emptypb.Empty{}
	if err := connection.Invoke(ctx, "/net.Orchestrator/GetOrchestrator", request, answer); err != nil {
		return nil, err
	}
	for rest := []byte(answer.ProtoReflect().GetUnknown()); len(rest) > 0; {
		_, _, tag := protowire.ConsumeTag(rest)
		value, size := protowire.ConsumeBytes(rest[tag:])
		fields, rest = append(fields, string(value)), rest[tag+size:]
	}
	return fields, nil
}

func TestAGatewayLearnsOfFurtherNodes(t *testing.T) {
	const recipient = "0x00000000000000000000000000000000000000aa"
	node := start(t, "-dataDir", t.TempDir(), "-recipient", recipient, "-nodes", "https://a.example:8935,https://b.example:8935")
	gateway, err := account.LoadOrMake(t.TempDir() + "/key")
	if err != nil {
		t.Fatal(err)
	}
	address := gateway.Address()
	hash := sha3.NewLegacyKeccak256()
	hash.Write([]byte(address.String()))
	signature, err := gateway.Sign(hash.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	fields, err := asGateway(t, node.service, message(map[protowire.Number]string{1: string(address[:]), 2: string(signature)}))
	own, _ := account.ParseAddress(recipient)
	want := []string{node.service, string(own[:]), "https://a.example:8935", "https://b.example:8935"}
	if err != nil || strings.Join(fields, "|") != strings.Join(want, "|") {
		t.Errorf("%q, %v", fields, err)
	}
	for name, request := range map[string]*emptypb.Empty{
		"nothing":             message(nil),
		"another's signature": message(map[protowire.Number]string{1: string(own[:]), 2: string(signature)}),
		"no signature":        message(map[protowire.Number]string{1: string(address[:])}),
		"a short address":     message(map[protowire.Number]string{1: "abc", 2: string(signature)}),
	} {
		if fields, err := asGateway(t, node.service, request); err == nil {
			t.Errorf("%s: %q", name, fields)
		}
	}
}
