package integration

import (
	"net/http"
	"os"
	"sync"
	"testing"
)

// Addresses whose countries are well known: universities, and a provider.
const (
	berlin   = "130.149.7.201"
	munich   = "129.187.1.1"
	saoPaulo = "143.107.253.3"
	tokyo    = "133.11.0.1"
	london   = "2001:630:d0::1"
	annArbor = "141.211.243.251"
)

const (
	recipient = "0x00000000000000000000000000000000c0ffee00"
	chainID   = 42161
)

// What is played on the day. The manifests and accounts are such that they would be found in what is published.
var (
	concert = stream{"manifest-concert", "0xabcdefabcdef00000000000000000000000000a1", berlin, "1080p30",
		"1280x720:3000000,640x360@15:500000"}
	lecture = stream{"manifest-lecture", "0xabcdefabcdef00000000000000000000000000a1", berlin, "480p25", "426x240:300000"}
	match   = stream{"manifest-match", "0xabcdefabcdef00000000000000000000000000b2", saoPaulo, "720p60", "854x480@30:900000"}
	selfie  = stream{"manifest-selfie", "0xabcdefabcdef00000000000000000000000000c3", "spoofed, " + annArbor + ", " + tokyo,
		"portrait30", "1280x720:1500000"}
	// Another's manifest of the same name.
	double = stream{"manifest-concert", "0xabcdefabcdef00000000000000000000000000d4", london, "480p25", "256x144:100000"}
	// Off-chain: the addresses tell them apart.
	offchainA = stream{"manifest-offchain", "", munich, "480p25", "256x144:100000"}
	offchainB = stream{"manifest-offchain", "0x0000000000000000000000000000000000000000", berlin, "480p25", "256x144:100000"}
)

// day is a node that has been through the last two hours of a day, and what it was given.
type day struct {
	*node
	inputBytes, outputBytes float64
}

// The one day that most tests look at, but do not change.
var shared struct {
	once sync.Once
	day  *day
}

// theDay gives the node of that day. It ends with the last test.
func theDay(t *testing.T) *day {
	t.Helper()
	shared.once.Do(func() {
		folder, err := os.MkdirTemp("", "nodestats-day-")
		if err != nil {
			t.Fatal(err)
		}
		shared.day = &day{node: launch(t, folder, binned(t, "2026-11-20T21:30:00Z", "-chainId", "42161", "-recipient", recipient)...)}
		shared.day.run(t)
	})
	if shared.day == nil || shared.day.process == nil {
		t.Fatal("the day went wrong in an earlier test")
	}
	return shared.day
}

func TestMain(m *testing.M) {
	code := m.Run()
	if d := shared.day; d != nil && d.node != nil {
		d.process.Kill()
		d.wait()
		os.RemoveAll(d.dataDir)
	}
	os.Exit(code)
}

func (d *day) plays(t *testing.T, streams ...stream) {
	t.Helper()
	for _, s := range streams {
		d.inputBytes += float64(len(segment(t, s.source)))
		for _, rendition := range d.play(t, s).Renditions {
			d.outputBytes += float64(rendition.Bytes)
		}
	}
}

// run plays the day. What happens before 22:00 is in an hour that the node was not up for from its beginning.
func (d *day) run(t *testing.T) {
	t.Helper()
	d.play(t, lecture)

	d.advanceTo(t, "2026-11-20T22:04:55Z")
	d.plays(t, concert, lecture, match) // active until 22:05:07
	d.advanceTo(t, "2026-11-20T22:30:00Z")
	d.plays(t, concert, double) // until 22:30:12, and so not at :35
	d.advanceTo(t, "2026-11-20T22:30:02Z")
	d.plays(t, concert)
	if answer := d.send(t, concert, []byte("no video")); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("a segment without video: %s: %s", answer.Status, answer.body)
	}

	d.advanceTo(t, "2026-11-20T23:14:50Z")
	d.plays(t, match, selfie, offchainA, offchainB) // until 23:15:02
	d.advanceTo(t, "2026-11-20T23:59:55Z")
	d.plays(t, selfie) // over midnight, but its hour is the one that it arrived in
	d.advanceTo(t, "2026-11-21T00:00:10Z")
}
