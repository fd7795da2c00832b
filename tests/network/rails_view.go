package network

import (
	"fmt"
	"math"
)

// view is what the crawler says of a window, as far as the rules compute it.
type view struct {
	Participation    struct{ Recipients, Instances, CoveredHours float64 }
	Streams          estimate
	StreamsPeak      *struct{ Streams float64 } // nil: not known
	Regions          []place
	Countries        []place
	EncodedPixels    []class
	SourceStreams    []class
	PixelRateStreams []class
}

type estimate struct{ Streams, Pixels, StandardError float64 }

type place struct {
	Region, Country string
	estimate
	Published *estimate
}

type class struct {
	Rung, PixelRate string
	estimate
}

// expect gives what the rules have to say.
func (v view) expect(window string) Samples {
	want := Samples{}
	figure := func(name, operation, labels string, e estimate) {
		want["network:nodestats_"+name+":"+operation+window+labels] = e.Streams + e.Pixels
		want["network:nodestats_"+name+"_standard_error:"+operation+window+labels] = e.StandardError
	}
	if window == "1h" {
		figure("streams", "sum", "{}", v.Streams)
	} else {
		figure("streams", "estimate", "{}", v.Streams)
	}
	if v.StreamsPeak != nil {
		want["network:nodestats_streams_peak:upper_bound"+window+"{}"] = v.StreamsPeak.Streams
	}
	want["network:nodestats_recipients:count"+window+"{}"] = v.Participation.Recipients
	want["network:nodestats_instances:count"+window+"{}"] = v.Participation.Instances
	if window == "1h" {
		return want
	}
	want["network:nodestats_covered_hours:sum"+window+"{}"] = v.Participation.CoveredHours
	for _, p := range v.Regions {
		figure("region_streams", "estimate", fmt.Sprintf("{region=%q}", p.Region), p.estimate)
		figure("region_streams", "sum", fmt.Sprintf("{region=%q}", p.Region), *p.Published)
	}
	for _, p := range v.Countries {
		figure("country_streams", "estimate", fmt.Sprintf("{country=%q,region=%q}", p.Country, p.Region), p.estimate)
		figure("country_streams", "sum", fmt.Sprintf("{country=%q,region=%q}", p.Country, p.Region), *p.Published)
	}
	for _, c := range v.EncodedPixels {
		figure("encoded_pixels", "sum", fmt.Sprintf("{rung=%q}", c.Rung), c.estimate)
	}
	for _, c := range v.SourceStreams {
		figure("source_streams", "sum", fmt.Sprintf("{rung=%q}", c.Rung), c.estimate)
	}
	for _, c := range v.PixelRateStreams {
		figure("pixel_rate_streams", "sum", fmt.Sprintf("{pixel_rate=%q}", c.PixelRate), c.estimate)
	}
	return want
}

// compareRules holds what the rules compute against the crawler's figures. Takes `got` apart.
func compareRules(got, want Samples) error {
	size := len(got)
	for key, value := range want {
		if rule, found := got[key]; !found || math.Abs(rule-value) > 1e-6*math.Max(1, math.Abs(value)) {
			return fmt.Errorf("the rules say %v (%v) for %s, the crawler %v (of %d and %d)", rule, found, key, value, size, len(want))
		}
		delete(got, key)
	}
	delete(got, "network:nodestats_days:count7d{}")
	if len(got) > 0 {
		return fmt.Errorf("the rules alone say %v", got)
	}
	return nil
}
