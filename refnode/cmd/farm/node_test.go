package main

import (
	"net/netip"
	"testing"
	"time"
)

func TestNodesHaveAnAddressEach(t *testing.T) {
	if got := addressOf(259); got != netip.MustParseAddr("127.64.1.3") {
		t.Errorf("node 259 is at %s", got)
	}
	for _, number := range []int{0, 255, 256, maxNodes - 1} {
		if got := numberOf(addressOf(number)); got != number || !addressOf(number).IsLoopback() {
			t.Errorf("node %d is at %s, which is node %d", number, addressOf(number), got)
		}
	}
}

func TestAnHourShowsTenSecondsAfterItsEnd(t *testing.T) {
	end := time.Date(2026, time.November, 2, 8, 0, 0, 0, time.UTC)
	if got := lastHour(end.Add(releaseDelay)); !got.Equal(end) {
		t.Error(got)
	}
	if got := lastHour(end.Add(releaseDelay - time.Second)); !got.Equal(end.Add(-time.Hour)) {
		t.Error(got)
	}
}

func TestOptionsThatMakeNoFarmAreRefused(t *testing.T) {
	for _, arguments := range [][]string{
		{"-nodes", "0"}, {"-hours", "0"}, {"-end", "1700000001"}, {"-misbehave", "sing"}, {"-nodes", "1", "-misbehave", "hang,drip"}, {"extra"},
	} {
		if _, err := parseOptions(arguments); err == nil {
			t.Errorf("%q is taken", arguments)
		}
	}
}
