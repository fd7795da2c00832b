package integration

import (
	"maps"
	"slices"
	"testing"
	"time"
)

// privateModes are the modes with noise: what they publish at the end of a day, and how often.
var privateModes = map[string]struct {
	flags   []string
	epsilon float64
	vectors map[string][]string
	next    time.Duration
}{
	"stream-hour": {nil, 1, map[string][]string{ // the default
		"WINDOW_1H": {"streams_average", "streams_peak"},
		"WINDOW_4H": {"region_streams_average"},
		"WINDOW_24H": {"region_streams_average", "country_streams_average", "source_streams_average",
			"pixel_rate_streams_average", "encoded_pixels", "outcome_streams"},
	}, time.Hour},
	"stream-day": {[]string{"-nodeStatsPrivacy", "stream-day"}, 2, map[string][]string{
		"WINDOW_24H": {"streams_average", "streams_peak", "region_streams_average", "country_streams_average",
			"source_streams_average", "pixel_rate_streams_average", "encoded_pixels", "outcome_streams"},
	}, 24 * time.Hour},
}

// privateDay gives a node that has been through the last hour of a day in a private mode.
func privateDay(t *testing.T, flags []string) *node {
	t.Helper()
	flags = append([]string{"-nodeStats", "-nodeStatsGeoDB", environment(t, "NODESTATS_GEODB"), "-nodeStatsTrustedProxies",
		"127.0.0.1/32", "-demoClock", "2026-11-20T22:59:59Z", "-chainId", "42161", "-recipient", recipient}, flags...)
	node := start(t, t.TempDir(), flags...)
	node.advanceTo(t, "2026-11-20T23:04:55Z")
	node.play(t, concert)
	node.play(t, selfie)
	node.send(t, match, []byte("no video"))
	node.advanceTo(t, "2026-11-21T00:00:10Z")
	return node
}

func TestPrivateModesPublishWhatTheirBudgetPaysFor(t *testing.T) {
	for mode, want := range privateModes {
		t.Run(mode, func(t *testing.T) {
			node := privateDay(t, want.flags)
			releases := node.releases(t, "")
			if len(releases) != len(want.vectors) {
				t.Fatalf("%d releases, want %d", len(releases), len(want.vectors))
			}
			for _, r := range releases {
				if modeNames[r.PrivacyMode] != mode || r.Epsilon != want.epsilon || !slices.Equal(r.CoveredHours, []uint32{hoursBefore[r.Window]}) {
					t.Errorf("%s: mode %s, epsilon %v, covered hours %v", r.Window, r.PrivacyMode, r.Epsilon, r.CoveredHours)
				}
				var names []string
				for _, v := range r.Vectors {
					names = append(names, v.Name)
					if len(v.NoiseScale) == 0 || slices.Min(v.NoiseStddev) <= 0 {
						t.Errorf("%s %s says nothing of its noise", r.Window, v.Name)
					}
				}
				if !slices.Equal(names, want.vectors[r.Window]) {
					t.Errorf("%s has %v, want %v", r.Window, names, want.vectors[r.Window])
				}
			}
			all := expected(t, node, want.next)
			requireEqual(t, "MetricFamily", parseFamilies(t, node.form(t, "MetricFamily")), all)
			requireEqual(t, "text", parseText(t, node.form(t, "text")), all.inDecimals())
			requireEqual(t, "OpenMetrics", parseOpenMetrics(t, node.form(t, "OpenMetrics")), all.inDecimals())
			promtoolCheck(t, node.form(t, "text"))
			promtoolCheck(t, node.ask(t, http1, "GET", node.cli+"/nodestats/exact", nil).body)
			for name := range forms {
				requireNoTrace(t, name, node.form(t, name))
			}
		})
	}
}

// hoursBefore are the hours of a window before its last.
var hoursBefore = map[string]uint32{"WINDOW_1H": 0, "WINDOW_4H": 3, "WINDOW_24H": 23}

func TestTheSameDayTwiceHasOtherNoise(t *testing.T) {
	first, second := privateDay(t, nil), privateDay(t, nil)
	equal, figures := 0, 0
	for i, r := range first.releases(t, "") {
		for j, v := range r.Vectors {
			for k, value := range v.Values {
				figures++
				if value == second.releases(t, "")[i].Vectors[j].Values[k] {
					equal++
				}
			}
		}
	}
	// Of some three hundred figures nearly all have noise of thousands and more; outcomes and the peak have the least.
	if figures < 300 || equal > 10 {
		t.Errorf("%d of %d figures are equal", equal, figures)
	}
}

func TestPrivateReleasesOutliveARestart(t *testing.T) {
	node := privateDay(t, nil)
	before := published(t, node)
	node.terminate(t)
	again := start(t, node.dataDir, "-nodeStats", "-nodeStatsGeoDB", environment(t, "NODESTATS_GEODB"),
		"-demoClock", "2026-11-21T00:30:00Z", "-chainId", "42161", "-recipient", recipient)
	if after := published(t, again); len(before) != 3 || !maps.Equal(after, before) {
		t.Errorf("after the restart %d releases, before it %d, or other bytes", len(after), len(before))
	}
}
