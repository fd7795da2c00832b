package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
)

// print shows the newest release of each window, for people.
func (r *report) print(to io.Writer) error {
	var releases []*release
	for _, window := range []string{"WINDOW_1H", "WINDOW_4H", "WINDOW_24H"} {
		newest, err := r.newest(window)
		if err != nil {
			return err
		}
		releases = append(releases, newest)
	}
	day := releases[len(releases)-1]
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "Published for the windows that ended at %s UTC, signed by %s\n", day.end(), day.Signer)
	printWindows(table, releases)
	printPlaces(table, day, "region")
	printPlaces(table, day, "country")
	printPixels(table, day)
	return table.Flush()
}

func printWindows(table io.Writer, releases []*release) {
	row := func(name string, format func(*release) string) {
		fmt.Fprint(table, name)
		for _, r := range releases {
			fmt.Fprint(table, "\t", format(r))
		}
		fmt.Fprintln(table)
	}
	fmt.Fprintln(table, "\nwindow\thour\t4 hours\tday")
	row("hours covered", func(r *release) string { return fmt.Sprint(len(r.CoveredHours)) })
	row("streams, peak", func(r *release) string { return fmt.Sprintf("%.0f", r.figure("streams_peak")) })
	row("streams, average", func(r *release) string { return fmt.Sprintf("%.5f", r.figure("streams_average")) })
	row("media, s", func(r *release) string { return fmt.Sprintf("%.1f", r.figure("media_seconds")) })
	row("segments that went well", func(r *release) string { return fmt.Sprintf("%.0f", r.figures("segments")["ok"]) })
	row("decoded, Mpx", func(r *release) string { return fmt.Sprintf("%.1f", r.figure("decoded_pixels")/1e6) })
}

// printPlaces lists the regions or countries that streams came from, those with most first.
func printPlaces(table io.Writer, day *release, domain string) {
	averages, peaks := day.figures(domain+"_streams_average"), day.figures(domain+"_streams_peak")
	broadcasters := day.figures(domain + "_broadcasters")
	maps.DeleteFunc(averages, func(_ string, value float64) bool { return value == 0 })
	byAverage := func(a, b string) int {
		return cmp.Or(cmp.Compare(averages[b], averages[a]), cmp.Compare(a, b))
	}
	fmt.Fprintf(table, "\n%s, in the day\tstreams, average\tpeak\tbroadcasters\n", domain)
	for _, place := range slices.SortedFunc(maps.Keys(averages), byAverage) {
		fmt.Fprintf(table, "%s\t%.5f\t%.0f\t%.0f\n", place, averages[place], peaks[place], broadcasters[place])
	}
}

func printPixels(table io.Writer, day *release) {
	pixels := day.figures("encoded_pixels")
	fmt.Fprintln(table, "\nrendition, in the day\tencoded, Mpx")
	for _, rung := range day.keys("rung") {
		if pixels[rung] != 0 {
			fmt.Fprintf(table, "%s\t%.1f\n", rung, pixels[rung]/1e6)
		}
	}
}
