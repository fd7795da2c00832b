package integration

import (
	"context"
	"sync"
	"testing"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/linker"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
)

// schema compiles the project's own .proto files: a reader needs nothing else, and no generated code.
var schema = sync.OnceValues(func() (linker.Files, error) {
	compiler := protocompile.Compiler{
		Resolver: protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{"../../proto"}}),
	}
	return compiler.Compile(context.Background(), "nodestats/v1/summary.proto", "nodestats/v1/service.proto")
})

// newMessage makes an empty nodestats.v1 message.
func newMessage(t *testing.T, name protoreflect.Name) *dynamicpb.Message {
	t.Helper()
	files, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if descriptor := file.Messages().ByName(name); descriptor != nil {
			return dynamicpb.NewMessage(descriptor)
		}
	}
	t.Fatalf("no message %s in the schema", name)
	return nil
}

// parseProto reads a serialized message, of which every field has to be in the schema.
func parseProto(t *testing.T, name protoreflect.Name, data []byte) *dynamicpb.Message {
	t.Helper()
	message := newMessage(t, name)
	if err := proto.Unmarshal(data, message); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if unknown := message.GetUnknown(); len(unknown) > 0 {
		t.Fatalf("%s holds fields that its schema does not know: %x", name, unknown)
	}
	return message
}

// parseJSON reads the proto3 JSON form of a message.
func parseJSON(t *testing.T, name protoreflect.Name, data []byte) *dynamicpb.Message {
	t.Helper()
	message := newMessage(t, name)
	if err := protojson.Unmarshal(data, message); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return message
}

func field(message protoreflect.Message, name protoreflect.Name) protoreflect.Value {
	return message.Get(message.Descriptor().Fields().ByName(name))
}

// messages lists a repeated field's.
func messages(message protoreflect.Message, name protoreflect.Name) []protoreflect.Message {
	list := field(message, name).List()
	all := make([]protoreflect.Message, list.Len())
	for i := range all {
		all[i] = list.Get(i).Message()
	}
	return all
}
