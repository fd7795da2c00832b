//go:build nodestats && cgo

package nodestats

import (
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// signed is a nodestats.v1.SignedRelease.
type signed struct{ payload, signature []byte }

// field is one field of a message: fixed and varint values are left out.
type field struct {
	number protowire.Number
	bytes  []byte
}

// parseMessage lists a message's length-delimited fields.
func parseMessage(t testing.TB, message []byte) []field {
	t.Helper()
	var fields []field
	for len(message) > 0 {
		number, kind, size := protowire.ConsumeTag(message)
		if size < 0 {
			t.Fatal(protowire.ParseError(size))
		}
		value := message[size:]
		length := protowire.ConsumeFieldValue(number, kind, value)
		if length < 0 {
			t.Fatal(protowire.ParseError(length))
		}
		if kind == protowire.BytesType {
			bytes, _ := protowire.ConsumeBytes(value)
			fields = append(fields, field{number, bytes})
		}
		message = value[length:]
	}
	return fields
}

// parseSummary lists the releases of a serialized nodestats.v1.Summary.
func parseSummary(t testing.TB, summary []byte) []signed {
	t.Helper()
	var releases []signed
	for _, entry := range parseMessage(t, summary) {
		if entry.number != 1 {
			continue
		}
		var release signed
		for _, part := range parseMessage(t, entry.bytes) {
			switch part.number {
			case 1:
				release.payload = part.bytes
			case 2:
				release.signature = part.bytes
			}
		}
		releases = append(releases, release)
	}
	return releases
}

// releases lists what the engine publishes.
func releases(t testing.TB, engine *Engine) []signed {
	t.Helper()
	summary, err := engine.summary(formatProtobuf, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer summary.release()
	return parseSummary(t, append([]byte(nil), summary.body()...))
}
