package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// print shows the newest release of each window, for people, beside what was sent.
func (r *report) print(to io.Writer, sent *sent) error {
	var releases []*release
	for _, window := range []string{"WINDOW_1H", "WINDOW_4H", "WINDOW_24H"} {
		if newest := r.newest(window); newest != nil {
			releases = append(releases, newest)
		}
	}
	if len(releases) == 0 {
		return errors.New("the node published nothing")
	}
	day := releases[len(releases)-1]
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	mode := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(day.Mode, "PRIVACY_MODE_"), "_", "-"))
	fmt.Fprintf(table, "Published for the windows that ended at %s UTC, signed by %s\n", day.end(), day.Signer)
	if day.Epsilon > 0 {
		fmt.Fprintf(table, "Mode %s: noise hides what any one stream did (epsilon %g); ± is its standard deviation.\n", mode, day.Epsilon)
		fmt.Fprintln(table, "With the demo's few seconds of video it drowns everything; over many nodes and days it averages out.")
		fmt.Fprintln(table, "scripts/demo --privacy binned shows exact counts of the same programme.")
	} else {
		fmt.Fprintf(table, "Mode %s: exact counts, without formal protection.\n", mode)
	}
	printWindows(table, releases)
	printPlaces(table, day, "region", sent.byRegion, len(day.CoveredHours))
	printPlaces(table, day, "country", sent.byCountry, len(day.CoveredHours))
	printPixels(table, day)
	return table.Flush()
}

// text writes a figure with as many decimals as its size and its noise leave meaning to.
func (f figure) text(decimals int) string {
	if f.stddev == 0 {
		return fmt.Sprintf("%.*f", decimals, f.value)
	}
	return fmt.Sprintf("%.1f ± %.1f", f.value, f.stddev)
}

func printWindows(table io.Writer, releases []*release) {
	row := func(name string, text func(*release) string) {
		var cells []string
		for _, r := range releases {
			cells = append(cells, text(r))
		}
		if strings.Join(cells, "") != "" {
			fmt.Fprintln(table, name+"\t"+strings.Join(cells, "\t"))
		}
	}
	total := func(vector, key string, unit float64, decimals int) func(*release) string {
		return func(r *release) string {
			f, there := r.figures(vector)[key]
			if !there {
				return ""
			}
			return figure{f.value / unit, f.stddev / unit}.text(decimals)
		}
	}
	fmt.Fprintln(table)
	row("window", func(r *release) string { return windowNames[r.Window] })
	row("hours covered", func(r *release) string { return fmt.Sprint(len(r.CoveredHours)) })
	row("streams, peak", total("streams_peak", "", 1, 0))
	row("streams, average", total("streams_average", "", 1, 5))
	row("media, s", total("media_seconds", "", 1, 1))
	row("segments that went well", total("segments", "ok", 1, 0))
	row("decoded, Mpx", total("decoded_pixels", "", 1e6, 1))
}

var windowNames = map[string]string{"WINDOW_1H": "hour", "WINDOW_4H": "4 hours", "WINDOW_24H": "day"}

// printPlaces lists the regions or countries that streams came from, those with most first.
func printPlaces(table io.Writer, day *release, domain string, sent map[string]float64, hours int) {
	averages, peaks := day.figures(domain+"_streams_average"), day.figures(domain+"_streams_peak")
	broadcasters := day.figures(domain + "_broadcasters")
	byMedia := func(a, b string) int { return cmp.Or(cmp.Compare(sent[b], sent[a]), cmp.Compare(a, b)) }
	fmt.Fprintf(table, "\n%s, in the day\tstreams sent, average\tpublished", domain)
	if len(peaks) > 0 {
		fmt.Fprint(table, "\tpeak\tbroadcasters")
	}
	fmt.Fprintln(table)
	for _, place := range slices.SortedFunc(maps.Keys(sent), byMedia) {
		fmt.Fprintf(table, "%s\t%.5f\t%s", place, sent[place]/3600/float64(hours), averages[place].text(5))
		if len(peaks) > 0 {
			fmt.Fprintf(table, "\t%s\t%s", peaks[place].text(0), broadcasters[place].text(0))
		}
		fmt.Fprintln(table)
	}
}

func printPixels(table io.Writer, day *release) {
	pixels := day.figures("encoded_pixels")
	fmt.Fprintln(table, "\nrendition, in the day\tencoded, Mpx")
	for _, rung := range day.keys("rung") {
		if f := pixels[rung]; f.value != 0 {
			fmt.Fprintf(table, "%s\t%s\n", rung, figure{f.value / 1e6, f.stddev / 1e6}.text(1))
		}
	}
}
