package patches

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const folder = "../../patches"

// patch is one patch of a series, as it is written.
type patch struct {
	name    string   // of its file
	message []string // up to the line "---"
	files   []file
}

// file is what a patch does to one file.
type file struct {
	path          string
	before, after string // blobs; before is zeros for a new file
	mode          string
	hunks         []hunk
	odd           []string // lines that are neither the head of a file or a hunk, nor added
}

type hunk struct {
	header string
	added  []string
}

func (f file) isNew() bool     { return strings.Trim(f.before, "0") == "" }
func (f file) isPackage() bool { return filepath.Dir(f.path) == "nodestats" }
func (f file) isTest() bool    { return strings.HasSuffix(f.path, "_test.go") }
func (f file) isGo() bool      { return strings.HasSuffix(f.path, ".go") }

func (f file) lines() int {
	sum := 0
	for _, h := range f.hunks {
		sum += len(h.added)
	}
	return sum
}

// content is a new file's.
func (f file) content() string {
	var text strings.Builder
	for _, h := range f.hunks {
		for _, line := range h.added {
			text.WriteString(line + "\n")
		}
	}
	return text.String()
}

// series lists the patches of a base in order.
func series(t *testing.T, base string) []patch {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, base, "0*.patch"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no patches for %s: %v", base, err)
	}
	var patches []patch
	for _, name := range names {
		patches = append(patches, read(t, name))
	}
	return patches
}

// bases lists the folders in UPSTREAM, each with its commit.
func bases(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "UPSTREAM"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, match := range regexp.MustCompile(`(?m)^([^#\s]\S*) ([0-9a-f]{40})$`).FindAllStringSubmatch(string(text), -1) {
		found[match[1]] = match[2]
	}
	if len(found) == 0 {
		t.Fatal("UPSTREAM names no base")
	}
	return found
}

// eachSeries runs a test for each base.
func eachSeries(t *testing.T, test func(t *testing.T, patches []patch)) {
	t.Helper()
	for base := range bases(t) {
		t.Run(base, func(t *testing.T) { test(t, series(t, base)) })
	}
}

func read(t *testing.T, name string) patch {
	t.Helper()
	text, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	p := patch{name: filepath.Base(name)}
	parser := parser{patch: &p}
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		parser.line(lines.Text())
	}
	if err := lines.Err(); err != nil || parser.left > 0 {
		t.Fatalf("%s: %v, %d lines missing", name, err, parser.left)
	}
	return p
}

// parser reads a patch line by line.
type parser struct {
	patch *patch
	state int // 0 message, 1 statistics, 2 patch
	left  int // lines of the hunk still to come
}

var (
	hunkHeader = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)
	indexLine  = regexp.MustCompile(`^index ([0-9a-f]+)\.\.([0-9a-f]+)(?: (\d+))?$`)
)

func (p *parser) line(line string) {
	switch {
	case p.left > 0:
		p.hunkLine(line)
	case strings.HasPrefix(line, "diff --git "):
		p.state = 2
		_, path, _ := strings.Cut(line, " b/")
		p.patch.files = append(p.patch.files, file{path: path})
	case p.state == 2:
		p.headLine(line)
	case p.state == 0 && line == "---":
		p.state = 1
	case p.state == 0:
		p.patch.message = append(p.patch.message, line)
	}
}

func (p *parser) file() *file { return &p.patch.files[len(p.patch.files)-1] }

func (p *parser) hunkLine(line string) {
	p.left--
	f := p.file()
	if !strings.HasPrefix(line, "+") {
		f.odd = append(f.odd, line)
		return
	}
	h := &f.hunks[len(f.hunks)-1]
	h.added = append(h.added, line[1:])
}

func (p *parser) headLine(line string) {
	f := p.file()
	if match := indexLine.FindStringSubmatch(line); match != nil {
		f.before, f.after = match[1], match[2]
		f.mode += match[3]
		return
	}
	if match := hunkHeader.FindStringSubmatch(line); match != nil {
		f.hunks = append(f.hunks, hunk{header: line})
		p.left = count(match[2]) + count(match[4])
		return
	}
	mode, isNew := strings.CutPrefix(line, "new file mode ")
	switch {
	case isNew:
		f.mode = mode
	case line == "--- /dev/null", line == "--- a/"+f.path, line == "+++ b/"+f.path, line == "":
	default:
		f.odd = append(f.odd, line)
	}
}

// count reads the number of lines in a hunk's header: 1 where it is left out.
func count(text string) int {
	number := 1
	if text != "" {
		fmt.Sscan(text, &number)
	}
	return number
}
