package media

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
)

// report is what ffmpeg itself says, at log level "verbose": each frame that it decoded, with a size of its own, since
// that may change within a segment; and at its end how many it encoded. That is exact, and costs neither a second process
// nor a second pass over the media.
type report struct {
	decodedFrames int64
	decodedPixels int64
	encoded       map[int]int64 // frames by output
	problem       string        // the first error line
}

var (
	decodedLine = regexp.MustCompile(`^\[Parsed_showinfo_\d+ @ \w+\] \[info\] n: *\d+ .* s:(\d+)x(\d+) `)
	encodedLine = regexp.MustCompile(`Output stream #(\d+):\d+ \(video\): (\d+) frames encoded`)
	problemLine = regexp.MustCompile(`\[(?:error|fatal)\] *(.{1,200})`)
)

const maxLineBytes = 1 << 20

// readReport reads a log, line by line, to its end.
func readReport(log io.Reader) report {
	r := report{encoded: map[int]int64{}}
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, maxLineBytes)
	for lines.Scan() {
		r.take(lines.Text())
	}
	io.Copy(io.Discard, log) // a process must not hang on a line that was too long
	return r
}

func (r *report) take(line string) {
	if match := decodedLine.FindStringSubmatch(line); match != nil {
		r.decodedFrames++
		r.decodedPixels += count(match[1]) * count(match[2])
	}
	if match := encodedLine.FindStringSubmatch(line); match != nil {
		r.encoded[int(count(match[1]))] += count(match[2])
	}
	if match := problemLine.FindStringSubmatch(line); match != nil && r.problem == "" {
		r.problem = match[1]
	}
}

func count(digits string) int64 {
	value, _ := strconv.ParseInt(digits, 10, 64) // digits by the expression; what overflows is cut to the largest
	return value
}
