package main

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"google.golang.org/protobuf/encoding/protowire"
)

// What a node can do wrong in its answer to a request; nil: in its releases, or in its connections.
var answers = map[string]func(http.ResponseWriter, *http.Request){
	"hang":           nil,
	"notls":          nil,
	"unsigned":       nil,
	"wrongkey":       nil,
	"otherrecipient": nil,
	"delegated":      nil, // which is right: another account signs
	"young":          nil, // likewise: no release so far
	"future":         nil,
	"replay":         nil,
	"implausible":    nil,
	"restate":        nil,
	"drip":           drip,
	"huge":           huge,
	"garbage":        garbage,
	"html":           html,
	"empty":          empty,
	"plain404":       http.NotFound,
	"status500":      internalError,
	"toomany":        tooMany,
	"truncated":      truncated,
	"gzipbomb":       gzipBomb,
}

func misbehaviours() []string { return slices.Sorted(maps.Keys(answers)) }

func isMisbehaviour(name string) bool {
	_, known := answers[name]
	return known
}

func protobufHeader(w http.ResponseWriter) { w.Header().Set("Content-Type", "application/x-protobuf") }

// drip sends a byte a second, for as long as somebody listens.
func drip(w http.ResponseWriter, r *http.Request) {
	protobufHeader(w)
	for {
		if _, err := w.Write([]byte{0x0a}); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// huge sends 1 GB, whose size it does not tell before.
func huge(w http.ResponseWriter, _ *http.Request) {
	protobufHeader(w)
	block := make([]byte, 1<<20)
	for range 1 << 10 {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

func garbage(w http.ResponseWriter, _ *http.Request) {
	protobufHeader(w)
	block := make([]byte, 10_000)
	rand.Read(block)
	block[0] = 0xff // a tag that is none
	w.Write(block)
}

func html(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<html><body>It works!</body></html>")
}

func empty(w http.ResponseWriter, _ *http.Request) { protobufHeader(w) }

func internalError(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "\x1b[31msomething broke\x1b[0m", http.StatusInternalServerError)
}

// tooMany sends 10,000 releases, two bytes each.
func tooMany(w http.ResponseWriter, _ *http.Request) {
	protobufHeader(w)
	for range 10_000 {
		w.Write([]byte{0x0a, 0x00})
	}
}

// truncated sends less than it says.
func truncated(w http.ResponseWriter, _ *http.Request) {
	protobufHeader(w)
	w.Header().Set("Content-Length", "5000")
	w.Write(make([]byte, 1000))
}

// gzipBomb sends 100 KB that unpack to 100 MB, unasked.
func gzipBomb(w http.ResponseWriter, _ *http.Request) {
	protobufHeader(w)
	w.Header().Set("Content-Encoding", "gzip")
	w.Write(packedZeros())
}

// Made before anybody asks, since it takes a while.
var packedZeros = sync.OnceValue(func() []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	block := make([]byte, 1<<20)
	for range 100 {
		writer.Write(block)
	}
	writer.Close()
	return packed.Bytes()
})

// misstate changes what a release says, before it is signed.
func misstate(misbehaviour string, payload []byte) []byte {
	switch misbehaviour {
	case "future":
		const days = 100 * 24 * time.Hour
		return rewrite(payload, func(f field) []byte {
			if f.number != releaseStart && f.number != releaseEnd {
				return f.whole
			}
			return appendVarint(nil, f.number, f.number64+uint64(days/time.Second))
		})
	case "implausible":
		return rewrite(payload, func(f field) []byte {
			if f.number != releaseVectors || string(find(fields(f.bytes), vectorName).bytes) != "streams_average" {
				return f.whole
			}
			return appendBytes(nil, f.number, rewrite(f.bytes, claim))
		})
	}
	return payload
}

// claim makes a vector of one figure say 10^18.
func claim(f field) []byte {
	switch f.number {
	case vectorValues:
		return appendBytes(nil, f.number, protowire.AppendVarint(nil, protowire.EncodeZigZag(1_000_000_000_000_000_000)))
	case vectorDivisor:
		return appendVarint(nil, f.number, 1)
	}
	return f.whole
}

// rewrite puts a message together again of what change makes of its fields.
func rewrite(message []byte, change func(field) []byte) []byte {
	var changed []byte
	for _, f := range fields(message) {
		changed = append(changed, change(f)...)
	}
	return changed
}

func appendVarint(message []byte, number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(message, number, protowire.VarintType), value)
}

func appendBytes(message []byte, number protowire.Number, value []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(message, number, protowire.BytesType), value)
}

// answer serves what the node does wrong, and else tells that it does nothing wrong here.
func (n *node) misanswer(w http.ResponseWriter, r *http.Request) bool {
	wrong := answers[n.misbehaviour]
	if wrong == nil || r.URL.Path != nodestats.Path {
		return false
	}
	wrong(w, r)
	return true
}
