package main

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"google.golang.org/protobuf/encoding/protowire"
)

// template is what one engine published: it ran on a clock of its own, through real hours with real segments.
type template struct {
	releases [][]byte // payloads, unsigned
	rest     []byte   // the Summary without its releases
	text     string   // the Prometheus form
	instance string   // the engine's id, as it stands in the payloads and in the text
}

const (
	releaseDelay = 10 * time.Second
	step         = 60 * time.Second // of the clock: the longest that is no gap
)

// Accounts that a template names, to be replaced by a node's own: a payload with another account, of the same length,
// is a release that the engine would have made for that account.
var (
	templateSigner    = [20]byte{0xaa, 19: 0x01}
	templateRecipient = [20]byte{0xbb, 19: 0x02}
)

// makeTemplate is a function of its number: traffic differs from one to the next.
func makeTemplate(o options, number int) (*template, error) {
	engine, err := nodestats.Open(nodestats.Config{
		Privacy: o.privacy, GeoDB: o.geoDB, ChainID: o.chainID, HostVersion: "farm/0.1.0",
		Recipient: templateRecipient, Signer: templateSigner,
		Sign: func([]byte) ([]byte, error) { return append(make([]byte, 64), 27), nil },
	})
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	if err := play(engine, o, number); err != nil {
		return nil, err
	}
	return collect(engine)
}

// play moves the clock through the hours, with segments at each step.
func play(engine *nodestats.Engine, o options, number int) error {
	streams := trafficOf(number)
	start := o.end.Add(-time.Duration(o.hours) * time.Hour)
	for now := start; !now.After(o.end); now = now.Add(step) {
		if err := engine.Advance(now); err != nil {
			return err
		}
		for i := range streams {
			if err := streams[i].record(engine); err != nil && !errors.Is(err, nodestats.ErrClock) {
				return err
			}
		}
	}
	return errors.Join(engine.Advance(o.end.Add(releaseDelay)), engine.Settle(), engine.Advance(o.end.Add(releaseDelay+time.Second)))
}

func get(engine *nodestats.Engine, accept string) ([]byte, error) {
	request, answer := httptest.NewRequest("GET", nodestats.Path, nil), httptest.NewRecorder()
	request.Header.Set("Accept", accept)
	engine.Handler().ServeHTTP(answer, request)
	if answer.Code != 200 {
		return nil, fmt.Errorf("the engine answers %d: %s", answer.Code, answer.Body)
	}
	return answer.Body.Bytes(), nil
}

func collect(engine *nodestats.Engine) (*template, error) {
	summary, err := get(engine, "application/x-protobuf")
	if err != nil {
		return nil, err
	}
	text, err := get(engine, "text/plain")
	if err != nil {
		return nil, err
	}
	t := &template{text: string(text)}
	for _, f := range fields(summary) {
		if f.number != summaryReleases {
			t.rest = append(t.rest, f.whole...)
			continue
		}
		t.releases = append(t.releases, find(fields(f.bytes), signedPayload).bytes)
	}
	if len(t.releases) == 0 {
		return nil, errors.New("the engine published nothing")
	}
	t.instance = string(find(fields(t.releases[0]), releaseInstance).bytes)
	return t, nil
}

// field is one of a protobuf message.
type field struct {
	number   protowire.Number
	whole    []byte // with its tag
	bytes    []byte // of a length-delimited one
	number64 uint64 // of a varint
}

// Numbers of fields in summary.proto.
const (
	summaryReleases protowire.Number = 1
	signedPayload   protowire.Number = 1
	signedSignature protowire.Number = 2
	releaseStart    protowire.Number = 2
	releaseEnd      protowire.Number = 3
	releaseVectors  protowire.Number = 8
	releaseInstance protowire.Number = 9
	vectorName      protowire.Number = 1
	vectorValues    protowire.Number = 3
	vectorDivisor   protowire.Number = 5
)

// fields lists a message that this library made.
func fields(message []byte) []field {
	var all []field
	for len(message) > 0 {
		number, kind, tag := protowire.ConsumeTag(message)
		size := protowire.ConsumeFieldValue(number, kind, message[tag:])
		f := field{number: number, whole: message[:tag+size]}
		switch kind {
		case protowire.BytesType:
			f.bytes, _ = protowire.ConsumeBytes(message[tag:])
		case protowire.VarintType:
			f.number64, _ = protowire.ConsumeVarint(message[tag:])
		}
		all, message = append(all, f), message[tag+size:]
	}
	return all
}

// find gives the first field of a number; an empty one where there is none.
func find(all []field, number protowire.Number) field {
	for _, f := range all {
		if f.number == number {
			return f
		}
	}
	return field{}
}
