//go:build nodestats && cgo

package nodestats

import (
	"iter"
	"strconv"
	"strings"
)

// No honest client sends more; what is longer is not read.
const maxAcceptBytes = 4096

// element is one of a header's list: "name;param=value;q=0.5".
type element struct {
	name    string
	rest    string
	quality int // in thousandths
}

// elements lists what a header's lines hold together, each with its position; nothing where they are absurdly long.
func elements(lines []string) iter.Seq2[int, element] {
	return func(yield func(int, element) bool) {
		total, position := 0, 0
		for _, line := range lines {
			if total += len(line); total > maxAcceptBytes {
				return
			}
		}
		for _, line := range lines {
			for item := range strings.SplitSeq(line, ",") {
				if !yield(position, parseElement(item)) {
					return
				}
				position++
			}
		}
	}
}

func parseElement(item string) element {
	name, rest, _ := strings.Cut(item, ";")
	e := element{name: strings.TrimSpace(name), rest: rest, quality: 1000}
	for name, value := range e.params() {
		if name == "q" {
			e.quality = parseQuality(value)
		}
	}
	return e
}

// params lists the parameters, their names in lower case.
func (e element) params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for param := range strings.SplitSeq(e.rest, ";") {
			name, value, _ := strings.Cut(param, "=")
			if !yield(strings.ToLower(strings.TrimSpace(name)), strings.Trim(strings.TrimSpace(value), `"`)) {
				return
			}
		}
	}
}

// parseQuality gives thousandths; 0, which is "not at all", for what is not a weight.
func parseQuality(text string) int {
	quality, err := strconv.ParseFloat(text, 64)
	if err != nil || !(quality >= 0 && quality <= 1) {
		return 0
	}
	return int(quality * 1000)
}
