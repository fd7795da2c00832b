package integration

import (
	"fmt"
	"maps"
	"testing"
	"time"
)

// Frames of the segments that the day's streams are made of, and what their renditions have of them.
const (
	full720  = 1280 * 720 * 60
	half360  = 640 * 360 * 30
	full240  = 426 * 240 * 50
	half480  = 854 * 480 * 60
	upright  = 720 * 1280 * 60
	small144 = 256 * 144 * 50
	in1080   = 1920 * 1080 * 60
	in720    = 1280 * 720 * 120
	in480    = 854 * 480 * 50
	inTall   = 720 * 1280 * 60
)

type figures = map[string]float64

// only gives the figures of a single number.
func only(value float64) figures { return figures{"": value} }

func requireFigures(t *testing.T, r *release, name string, want figures) {
	t.Helper()
	if got := r.figures(t, name); !maps.Equal(got, want) {
		t.Errorf("%s to %s: %s is %v, not %v", r.Window, time.Unix(int64(r.End), 0).UTC(), name, got, want)
	}
}

// over divides media seconds by hours.
func over(hours float64, seconds figures) figures {
	averages := figures{}
	for class, s := range seconds {
		averages[class] = s * 1e6 / (hours * 3600 * 1e6)
	}
	return averages
}

func TestAWholeHourIsPublishedAsItWasPlayed(t *testing.T) {
	hours := ofWindow(theDay(t).releases(t, ""), "WINDOW_1H")
	if len(hours) != 2 {
		t.Fatalf("%d hours were published, not the 2 that the node was up for from boundary to boundary", len(hours))
	}
	r := &hours[0]
	for name, want := range map[string]figures{
		"streams_average":            over(1, only(12)),
		"streams_peak":               only(3),
		"country_streams_average":    over(1, figures{"DE": 8, "BR": 2, "GB": 2}),
		"country_streams_peak":       {"DE": 2, "BR": 1, "GB": 1},
		"region_streams_average":     over(1, figures{"Western Europe": 8, "South America": 2, "Northern Europe": 2}),
		"region_streams_peak":        {"Western Europe": 2, "South America": 1, "Northern Europe": 1},
		"streams_at_instant":         {"05": 3},
		"country_streams_at_instant": {"05 DE": 2, "05 BR": 1},
		"region_streams_at_instant":  {"05 Western Europe": 2, "05 South America": 1},
		"source_streams_average":     over(1, figures{"1080p": 6, "720p": 2, "480p": 4}),
		"pixel_rate_streams_average": over(1, figures{
			"16-32": 6, // concert: (1280 x 720 x 60 + 640 x 360 x 30) / 2 s
			"8-16":  2, // match: 854 x 480 x 60 / 2 s
			"2-4":   2, // lecture: 426 x 240 x 50 / 2 s
			"0-1":   2, // double: 256 x 144 x 50 / 2 s
		}),
		"encoded_pixels": {"720p": 3 * full720, "480p": half480, "360p": 3 * half360, "240p": full240, "144p": small144},
		"decoded_pixels": only(3*in1080 + in720 + 2*in480),
		"media_seconds":  only(12),
	} {
		requireFigures(t, r, name, want)
	}
}

func TestTheDayIsTheSumOfItsCoveredHours(t *testing.T) {
	d := theDay(t)
	for _, window := range []string{"WINDOW_4H", "WINDOW_24H"} {
		releases := ofWindow(d.releases(t, ""), window)
		if len(releases) != 1 {
			t.Fatalf("%d releases of %s", len(releases), window)
		}
		for name, want := range map[string]figures{
			"streams_average": over(2, only(22)),
			"streams_peak":    only(4),
			"country_streams_average": over(2, figures{
				"DE": 8 + 4, "BR": 2 + 2, "GB": 2, "JP": 4,
			}),
			"country_streams_peak": {"DE": 2, "BR": 1, "GB": 1, "JP": 1},
			"region_streams_average": over(2, figures{
				"Western Europe": 12, "South America": 4, "Northern Europe": 2, "Eastern Asia": 4,
			}),
			"region_streams_peak": {"Western Europe": 2, "South America": 1, "Northern Europe": 1, "Eastern Asia": 1},
			"encoded_pixels": {
				"720p": 3*full720 + 2*upright, "480p": 2 * half480, "360p": 3 * half360, "240p": full240, "144p": 3 * small144,
			},
			"decoded_pixels": only(3*in1080 + 2*in720 + 4*in480 + 2*inTall),
			"media_seconds":  only(22),
			"input_bytes":    only(d.inputBytes),
			"output_bytes":   only(d.outputBytes),
		} {
			requireFigures(t, &releases[0], name, want)
		}
	}
}

func TestBroadcastersAreCountedOverTheDayByAccountOrOffChainByAddress(t *testing.T) {
	day := &ofWindow(theDay(t).releases(t, ""), "WINDOW_24H")[0]
	// In Germany: one account with two manifests, and two addresses without an account.
	requireFigures(t, day, "country_broadcasters", figures{"DE": 3, "BR": 1, "GB": 1, "JP": 1})
	requireFigures(t, day, "region_broadcasters",
		figures{"Western Europe": 3, "South America": 1, "Northern Europe": 1, "Eastern Asia": 1})
}

func TestAFailedSegmentIsCountedAmongTheOutcomesAlone(t *testing.T) {
	hours := ofWindow(theDay(t).releases(t, ""), "WINDOW_1H")
	outcomes := func(r *release) figures {
		sums := figures{}
		for class, count := range r.figures(t, "segments") {
			var outcome string
			fmt.Sscan(class, &outcome) // "ok 2-4": outcome and speed
			sums[outcome] += count
		}
		return sums
	}
	if got := outcomes(&hours[0]); !maps.Equal(got, figures{"ok": 6, "failed": 1}) {
		t.Errorf("22 h: %v", got)
	}
	if got := outcomes(&hours[1]); !maps.Equal(got, figures{"ok": 5}) {
		t.Errorf("23 h: %v", got)
	}
}

func TestASegmentBelongsToTheHourInWhichItArrived(t *testing.T) {
	hour := &ofWindow(theDay(t).releases(t, ""), "WINDOW_1H")[1]
	requireFigures(t, hour, "country_streams_average", over(1, figures{"JP": 4, "BR": 2, "DE": 4}))
	// At :60, just before the close, the one that goes on over the boundary is active.
	requireFigures(t, hour, "country_streams_at_instant", figures{"15 BR": 1, "15 JP": 1, "15 DE": 2, "60 JP": 1})
	requireFigures(t, hour, "streams_peak", only(4))
}

func TestAReleaseSaysHowItWasMade(t *testing.T) {
	releases := theDay(t).releases(t, "")
	covered := map[string][][]uint32{"WINDOW_1H": {{0}, {0}}, "WINDOW_4H": {{2, 3}}, "WINDOW_24H": {{22, 23}}}
	for window, want := range covered {
		for i, r := range ofWindow(releases, window) {
			if fmt.Sprint(r.CoveredHours) != fmt.Sprint(want[i]) {
				t.Errorf("%s covers the hours %v, not %v", window, r.CoveredHours, want[i])
			}
		}
	}
	for _, r := range releases {
		if r.PrivacyMode != "PRIVACY_MODE_BINNED" || r.ChainID != chainID || r.Recipient != recipient ||
			fmt.Sprint(r.Kinds) != "[KIND_TRANSCODE]" || r.SoftwareVersion == "" || len(r.InstanceID) != 32 {
			t.Errorf("%s: %s %d %s %v %q %q", r.Window, r.PrivacyMode, r.ChainID, r.Recipient, r.Kinds, r.SoftwareVersion, r.InstanceID)
		}
		if r.GeoDatabase == nil || r.GeoDatabase.Type == "" || r.GeoDatabase.Build == 0 {
			t.Errorf("%s does not tell the geo database: %+v", r.Window, r.GeoDatabase)
		}
		if r.InstanceID != releases[0].InstanceID {
			t.Errorf("one process made releases as %s and as %s", r.InstanceID, releases[0].InstanceID)
		}
	}
}
