// Table prints what was measured as one Markdown table: table FILE... Files of Google Benchmark's JSON end in .json;
// those of lines (a name and a number, or as Go's benchmarks print them) in .txt.
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

func main() {
	measured := samples{}
	for _, path := range os.Args[1:] {
		if err := measured.readFile(path); err != nil {
			fmt.Fprintln(os.Stderr, "table:", err)
			os.Exit(1)
		}
	}
	missed := write(os.Stdout, rows, measured)
	fmt.Printf("\n%d goals missed.\n", missed)
}

// write writes the table, and returns how many goals were missed. What was not measured misses its goal.
func write(w io.Writer, rows []row, measured samples) (missed int) {
	fmt.Fprintln(w, "| what | best | median | beside | its best | ratio | goal | |")
	fmt.Fprintln(w, "|---|---:|---:|---|---:|---:|---|---|")
	for _, r := range rows {
		best, median, base, ratio := "-", "-", "", ""
		if len(measured[r.name]) > 0 {
			best, median = r.unit.text(measured.best(r.name)), r.unit.text(measured.median(r.name))
		}
		if r.base != "" && len(measured[r.base]) > 0 {
			base = r.unit.text(measured.best(r.base))
			if len(measured[r.name]) > 0 && measured.best(r.base) > 0 {
				ratio = ratioText(measured.best(r.name) / measured.best(r.base))
			}
		}
		verdict := r.verdict(measured)
		if verdict == "MISSED" {
			missed++
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.what, best, median, r.beside, base, ratio, r.goalText(), verdict)
	}
	return missed
}

func (r row) verdict(measured samples) string {
	if r.of == noGoal {
		return ""
	}
	if len(measured[r.name]) > 0 && (r.base == "" || len(measured[r.base]) > 0) && r.met(measured) {
		return "ok"
	}
	return "MISSED"
}

// met tells whether what was measured reaches the goal.
func (r row) met(measured samples) bool {
	goal, best := r.goal*r.unit.size(), measured.best(r.name)
	switch r.of {
	case bestMost:
		return best <= goal
	case medianMost:
		return measured.median(r.name) <= goal
	case overMost:
		return best-measured.best(r.base) <= goal
	case ratioMost:
		return best/measured.best(r.base) <= r.goal
	default:
		return measured.best(r.base)/best >= r.goal
	}
}

func (r row) goalText() string {
	switch r.of {
	case bestMost:
		return "best at most " + r.unit.text(r.goal*r.unit.size())
	case medianMost:
		return "median at most " + r.unit.text(r.goal*r.unit.size())
	case overMost:
		return "at most " + r.unit.text(r.goal*r.unit.size()) + " more"
	case ratioMost:
		return "at most " + ratioText(r.goal)
	case ratioLeast:
		return "at most " + ratioText(1/r.goal)
	default:
		return ""
	}
}

// size is how many of the samples' units (nanoseconds, bytes) are one of this.
func (u unit) size() float64 {
	return [...]float64{nanoseconds: 1, microseconds: 1e3, milliseconds: 1e6, mebibytes: 1 << 20, megabytes: 1e6, count: 1}[u]
}

func (u unit) text(value float64) string {
	name := [...]string{nanoseconds: " ns", microseconds: " us", milliseconds: " ms", mebibytes: " MiB", megabytes: " MB", count: ""}[u]
	return significant(value/u.size()) + name
}

// ratioText writes a ratio below 1 as its inverse.
func ratioText(ratio float64) string {
	if ratio > 0 && ratio < 1 {
		return "1/" + significant(1/ratio)
	}
	return significant(ratio)
}

// significant writes a number with three digits, or with all before the point.
func significant(value float64) string {
	switch {
	case value == 0:
		return "0"
	case value >= 100:
		return strconv.FormatFloat(value, 'f', 0, 64)
	default:
		return strconv.FormatFloat(value, 'g', 3, 64)
	}
}
