package main

// unit says how a row's numbers are written.
type unit int

const (
	nanoseconds unit = iota
	microseconds
	milliseconds
	mebibytes
	megabytes
	count
)

// goalOf says what a row's goal is a bound of.
type goalOf int

const (
	noGoal     goalOf = iota
	bestMost          // the best run, at most
	medianMost        // the median run, at most
	ratioMost         // best / base's best, at most
	overMost          // best - base's best, at most
	ratioLeast        // base's best / best, at least
)

// row is a line of the table.
type row struct {
	what   string
	name   string // of the samples
	unit   unit
	base   string // name of the samples that they are compared with; or empty
	beside string // what those are
	of     goalOf
	goal   float64 // in the unit
}

// A segment has four renditions. Where nothing else is said, the mode is stream-hour, 1,000 streams are live, the source's size is not given, as
// in the real node, and there is one thread.
var rows = []row{
	{"record a segment", "RecordSourceUnknown/threads:1", nanoseconds, "PrometheusCpp/threads:1", "prometheus-cpp, 4 counters", bestMost, 100},
	{"- the source's size given", "RecordSourceGiven", nanoseconds, "PrometheusCpp/threads:1", "prometheus-cpp, 4 counters", bestMost, 100},
	{"- 2 threads, each on 1,000 streams of its own", "RecordSourceUnknown/threads:2", nanoseconds, "RecordSourceUnknown/threads:1", "1 thread", ratioMost, 1.3},
	{"- (one processor's cache line to the other)", "LineTransfer", nanoseconds, "", "", noGoal, 0},
	{"- 2 threads, both on the same 16 streams", "RecordSame16/threads:2", nanoseconds, "RecordSame16/threads:1", "1 thread", noGoal, 0},
	{"- 2 threads, beside prometheus-cpp", "RecordSourceUnknown/threads:2", nanoseconds, "PrometheusCpp/threads:2", "prometheus-cpp, 2 threads", noGoal, 0},
	{"- in mode binned", "Binned/RecordSourceUnknown/threads:1", nanoseconds, "RecordSourceUnknown/threads:1", "stream-hour", bestMost, 100},
	{"- 65,536 streams live", "Record65536", nanoseconds, "RecordSourceUnknown/threads:1", "1,000 streams", noGoal, 0},
	{"- a stream's first segment, with its place looked up", "RecordNewStream", nanoseconds, "RecordSourceUnknown/threads:1", "a known stream", noGoal, 0},
	{"- allocations, known streams", "RecordSourceUnknown/threads:1/allocations", count, "", "", bestMost, 0},
	{"record a segment from Go", "BenchmarkRecordFromGo", nanoseconds, "BenchmarkRecordFromC", "from C, same process", overMost, 120},
	{"- beside the node's OpenCensus, a segment", "BenchmarkRecordFromGo", nanoseconds, "BenchmarkOpenCensusSegment", "4 RecordWithTags, 1 Record", ratioLeast, 5},
	{"- beside the same, a paid segment", "BenchmarkRecordFromGo", nanoseconds, "BenchmarkOpenCensusPaidSegment", "9 RecordWithTags, 2 Record", ratioLeast, 5},
	{"- beside one call of OpenCensus", "BenchmarkRecordFromGo", nanoseconds, "BenchmarkOpenCensusOneCall", "1 RecordWithTags", noGoal, 0},
	{"- beside client_golang", "BenchmarkRecordFromGo", nanoseconds, "BenchmarkClientGolang", "client_golang, 4 counters", noGoal, 0},
	{"- allocations", "BenchmarkRecordFromGo/allocations", count, "BenchmarkOpenCensusSegment/allocations", "OpenCensus, a segment", bestMost, 0},
	{"close an hour of 1,000 streams, with all noise", "Close/1000", milliseconds, "", "", medianMost, 2},
	{"- in mode binned", "Binned/Close/1000", milliseconds, "Close/1000", "stream-hour", medianMost, 1},
	{"- of 65,536 streams", "Close/65536", milliseconds, "", "", medianMost, 2},
	{"- in mode binned", "Binned/Close/65536", milliseconds, "Close/65536", "stream-hour", medianMost, 1},
	{"draw all noise of a day's end", "DrawDay", microseconds, "", "", noGoal, 0},
	{"- record meanwhile, p99.9, 65,536 streams", "RecordWhileClosing/65536/p99.9", microseconds, "RecordQuiet/65536/p99.9", "the rest of the hour", bestMost, 20},
	{"- p99", "RecordWhileClosing/65536/p99", microseconds, "RecordQuiet/65536/p99", "the rest of the hour", noGoal, 0},
	{"- p50", "RecordWhileClosing/65536/p50", microseconds, "RecordQuiet/65536/p50", "the rest of the hour", noGoal, 0},
	{"- longest", "RecordWhileClosing/65536/max", microseconds, "RecordQuiet/65536/max", "the rest of the hour", noGoal, 0},
	{"- record meanwhile, p99.9, 1,000 streams", "RecordWhileClosing/1000/p99.9", microseconds, "RecordQuiet/1000/p99.9", "the rest of the hour", bestMost, 20},
	{"- p99", "RecordWhileClosing/1000/p99", microseconds, "RecordQuiet/1000/p99", "the rest of the hour", noGoal, 0},
	{"- p50", "RecordWhileClosing/1000/p50", microseconds, "RecordQuiet/1000/p50", "the rest of the hour", noGoal, 0},
	{"- longest", "RecordWhileClosing/1000/max", microseconds, "RecordQuiet/1000/max", "the rest of the hour", noGoal, 0},
	{"publish: render all forms of all that is kept", "Publish/65536", milliseconds, "", "", noGoal, 0},
	{"- in mode binned", "Binned/Publish/65536", milliseconds, "Publish/65536", "stream-hour", noGoal, 0},
	{"- record meanwhile, p99.9, 65,536 streams", "RecordWhilePublishing/65536/p99.9", microseconds, "RecordQuiet/65536/p99.9", "the rest of the hour", noGoal, 0},
	{"tell the time, each second: 1 stream live", "Tick/1", microseconds, "", "", noGoal, 0},
	{"- 1,000 streams", "Tick/1000", microseconds, "", "", noGoal, 0},
	{"- 65,536 streams", "Tick/65536", microseconds, "", "", noGoal, 0},
	{"render the newest releases as text", "RenderText", microseconds, "", "", bestMost, 100},
	{"- as MetricFamily", "RenderMetricFamily", microseconds, "RenderText", "text", noGoal, 0},
	{"- as JSON", "RenderJson", microseconds, "RenderText", "text", noGoal, 0},
	{"- gzip of the text", "GzipText", microseconds, "RenderText", "text", noGoal, 0},
	{"give an answer that is made", "CachedAnswer/threads:1", nanoseconds, "", "", bestMost, 1000},
	{"- 2 threads", "CachedAnswer/threads:2", nanoseconds, "CachedAnswer/threads:1", "1 thread", bestMost, 1000},
	{"memory, 65,536 streams in each of 400 hours", "Memory/live", mebibytes, "", "", bestMost, 16},
	{"- in mode binned", "Binned/Memory/live", mebibytes, "Memory/live", "stream-hour", bestMost, 16},
	{"- a flood of 10 million ids", "Memory/flood", mebibytes, "", "", bestMost, 16},
	{"what it adds to a Go program", "Binary/added", megabytes, "", "", bestMost, 5},
	{"- to a stripped one", "Binary/added/stripped", megabytes, "", "", noGoal, 0},
	{"- shared objects beyond the C library's", "Binary/shared", count, "", "", bestMost, 0},
}
