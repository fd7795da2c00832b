package main

import (
	"reflect"
	"strings"
	"testing"
)

func TestATimeOfTwoThreadsIsThatOfACallInItsThread(t *testing.T) {
	s := samples{}
	err := s.readGoogle(strings.NewReader(`{"benchmarks": [
		{"run_name": "Record/real_time/threads:2", "run_type": "iteration", "threads": 2, "real_time": 60, "time_unit": "ns", "allocations": 0},
		{"run_name": "Record/real_time/threads:2", "run_type": "iteration", "threads": 2, "real_time": 50, "time_unit": "ns", "allocations": 0},
		{"run_name": "Record/real_time/threads:2", "run_type": "aggregate", "threads": 2, "real_time": 55, "time_unit": "ns", "allocations": NaN}]}`))
	want := samples{"Record/threads:2": {120, 100}, "Record/threads:2/allocations": {0, 0}}
	if err != nil || !reflect.DeepEqual(s, want) {
		t.Errorf("%v, %v", s, err)
	}
}

func TestABenchmarkThatGaveUpIsAnError(t *testing.T) {
	err := samples{}.readGoogle(strings.NewReader(`{"benchmarks": [{"run_name": "Cached", "error_message": "no answer"}]}`))
	if err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Error(err)
	}
}

func TestLinesAreReadAndOthersPassedOver(t *testing.T) {
	s := samples{}
	err := s.readLines(strings.NewReader(`goos: linux
BenchmarkRecord 	 1922661	       114.5 ns/op	       16 B/op	       2 allocs/op
Close/1000 250000
Close/1000 260000
PASS
`))
	want := samples{"BenchmarkRecord": {114.5}, "BenchmarkRecord/allocations": {2}, "Close/1000": {250000, 260000}}
	if err != nil || !reflect.DeepEqual(s, want) {
		t.Errorf("%v, %v", s, err)
	}
}

func TestBestAndMedian(t *testing.T) {
	s := samples{"odd": {3, 1, 2}, "even": {4, 1, 2, 3}}
	if s.best("odd") != 1 || s.median("odd") != 2 || s.best("even") != 1 || s.median("even") != 2.5 {
		t.Error(s)
	}
}

func TestGoalsAreJudged(t *testing.T) {
	measured := samples{"ours": {90, 150}, "theirs": {500, 450}}
	for _, test := range []struct {
		row  row
		want string
	}{
		{row{name: "ours"}, ""},
		{row{name: "ours", of: bestMost, goal: 90}, "ok"},
		{row{name: "ours", of: bestMost, goal: 89}, "MISSED"},
		{row{name: "ours", of: medianMost, goal: 120}, "ok"},
		{row{name: "ours", of: medianMost, goal: 119}, "MISSED"},
		{row{name: "ours", unit: microseconds, of: medianMost, goal: 0.119}, "MISSED"},
		{row{name: "theirs", base: "ours", of: overMost, goal: 360}, "ok"},
		{row{name: "theirs", base: "ours", of: overMost, goal: 359}, "MISSED"},
		{row{name: "theirs", base: "ours", of: ratioMost, goal: 5}, "ok"},
		{row{name: "theirs", base: "ours", of: ratioMost, goal: 4.9}, "MISSED"},
		{row{name: "ours", base: "theirs", of: ratioLeast, goal: 5}, "ok"},
		{row{name: "ours", base: "theirs", of: ratioLeast, goal: 5.1}, "MISSED"},
		{row{name: "unknown", of: bestMost, goal: 1e9}, "MISSED"},
		{row{name: "ours", base: "unknown", of: overMost, goal: 1e9}, "MISSED"},
	} {
		if got := test.row.verdict(measured); got != test.want {
			t.Errorf("%+v: %q, want %q", test.row, got, test.want)
		}
	}
}

func TestTheTableHasARowForEach(t *testing.T) {
	var out strings.Builder
	missed := write(&out, []row{
		{"record", "ours", nanoseconds, "theirs", "another", bestMost, 100},
		{"close", "unknown", milliseconds, "", "", medianMost, 2},
	}, samples{"ours": {95.44, 1500}, "theirs": {190.88}})
	want := `| what | best | median | beside | its best | ratio | goal | |
|---|---:|---:|---|---:|---:|---|---|
| record | 95.4 ns | 798 ns | another | 191 ns | 1/2 | best at most 100 ns | ok |
| close | - | - |  |  |  | median at most 2 ms | MISSED |
`
	if out.String() != want || missed != 1 {
		t.Errorf("%d missed\n%s", missed, out.String())
	}
}
