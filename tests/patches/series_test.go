package patches

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEachBaseHasItsSeriesAndItsAnchors(t *testing.T) {
	for base := range bases(t) {
		anchors, err := os.ReadFile(filepath.Join(folder, base, "ANCHORS"))
		if err != nil {
			t.Error(err)
		}
		var want []string
		for _, p := range series(t, base) {
			for _, f := range p.files {
				for k := range f.hunks {
					if !f.isNew() {
						want = append(want, fmt.Sprintf("%s %d", f.path, k+1))
					}
				}
			}
		}
		got := regexp.MustCompile(`(?m) [0-9a-f]{40} [0-9a-f]{40}$`).ReplaceAllString(string(anchors), "")
		if got != strings.Join(want, "\n")+"\n" {
			t.Errorf("%s: anchors\n%swant\n%s", base, got, strings.Join(want, "\n"))
		}
	}
	folders, _ := filepath.Glob(filepath.Join(folder, "*", "ANCHORS"))
	if len(folders) != len(bases(t)) {
		t.Errorf("%d series, %d in UPSTREAM", len(folders), len(bases(t)))
	}
}

// A patch holds no line of go-livepeer's own, and git finds each file by its blob.
func TestPatchesOnlyAddLines(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		for _, p := range patches {
			for _, f := range p.files {
				if len(f.odd) > 0 {
					t.Errorf("%s: %s: %q", p.name, f.path, f.odd)
				}
				if len(f.before) != 40 || len(f.after) != 40 || f.mode != "100644" && !(f.mode == "100755" && !f.isNew()) || len(f.hunks) == 0 {
					t.Errorf("%s: %s: index %s..%s, mode %s, %d hunks", p.name, f.path, f.before, f.after, f.mode, len(f.hunks))
				}
				for _, h := range f.hunks {
					if !regexp.MustCompile(`^@@ -\d+,0 \+\d+(,\d+)? @@$`).MatchString(h.header) {
						t.Errorf("%s: %s: %s", p.name, f.path, h.header)
					}
				}
			}
		}
	})
}

func TestNewFilesAreWhatTheirHashSays(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		for _, p := range patches {
			for _, f := range p.files {
				if sum := blob(f.content()); f.isNew() && sum != f.after {
					t.Errorf("%s: %s is %s, its index says %s", p.name, f.path, sum, f.after)
				}
			}
		}
	})
}

func blob(content string) string {
	sum := sha1.Sum(fmt.Appendf(nil, "blob %d\x00%s", len(content), content))
	return hex.EncodeToString(sum[:])
}

// Where a later patch began with what an earlier one left, no clone would have its first image after a merge.
func TestEachFileIsInOnePatchOnly(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		in := map[string]string{}
		for _, p := range patches {
			for _, f := range p.files {
				if other, twice := in[f.path]; twice {
					t.Errorf("%s is in %s and in %s", f.path, other, p.name)
				}
				in[f.path] = p.name
			}
		}
	})
}

func TestASeriesIsSmallEnoughToReview(t *testing.T) {
	const maxPatches, maxCode, maxInUpstream = 6, 150, 80
	eachSeries(t, func(t *testing.T, patches []patch) {
		inUpstream := 0
		for _, p := range patches {
			code := 0
			for _, f := range p.files {
				if f.isGo() && !f.isTest() && !f.isPackage() {
					code += f.lines()
				}
				if f.isGo() && !f.isNew() {
					inUpstream += f.lines()
				}
			}
			if code > maxCode {
				t.Errorf("%s has %d lines of code", p.name, code)
			}
		}
		if len(patches) > maxPatches || inUpstream > maxInUpstream || inUpstream == 0 {
			t.Errorf("%d patches, %d lines in upstream's own Go files", len(patches), inUpstream)
		}
	})
}

// As go-livepeer's guide for contributions has it: the part first, then what is done, and why.
func TestMessagesSayWhatAndWhy(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		for i, p := range patches {
			text := strings.Join(p.message, "\n")
			header, body, _ := strings.Cut(text, "\n\n")
			subject := fmt.Sprintf(`(?m)^Subject: \[PATCH %d/%d\] [a-z]+: [A-Z][a-z]+ .*[^.]$`, i+1, len(patches))
			if !regexp.MustCompile(subject).MatchString(header) || len(body) < 100 {
				t.Errorf("%s: %s\n%d bytes of why", p.name, header, len(body))
			}
			if !strings.HasPrefix(p.name, fmt.Sprintf("%04d-", i+1)) {
				t.Errorf("%s is number %d", p.name, i+1)
			}
			if !strings.HasPrefix(header, "From "+strings.Repeat("0", 40)+" ") {
				t.Errorf("%s names the commit it was made from", p.name)
			}
		}
	})
}

func TestThePackageIsTheShim(t *testing.T) {
	want := map[string]string{}
	names, err := filepath.Glob("../../cgo_shim/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		needsLibrary := bytes.HasPrefix(content, []byte("//go:build nodestats && cgo\n"))
		if !strings.HasSuffix(name, "_test.go") || !needsLibrary {
			want["nodestats/"+filepath.Base(name)] = string(content)
		}
	}
	eachSeries(t, func(t *testing.T, patches []patch) {
		seen := 0
		for _, f := range patches[0].files {
			content, found := want[f.path]
			if !found {
				t.Errorf("%s is not of the shim", f.path)
			} else if content != f.content() {
				t.Errorf("%s is not as in cgo_shim/: run patches/make shim", f.path)
			}
			seen++
		}
		if seen != len(want) {
			t.Errorf("%d files, the shim has %d: run patches/make shim", seen, len(want))
		}
		for _, p := range patches[1:] {
			for _, f := range p.files {
				if f.isPackage() {
					t.Errorf("%s: %s belongs to the first patch", p.name, f.path)
				}
			}
		}
	})
}

// go fmt and the editorconfig checker are part of go-livepeer's CI.
func TestNewGoFilesAreFormatted(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		for _, p := range patches {
			for _, f := range p.files {
				if !f.isGo() || !f.isNew() {
					continue
				}
				formatted, err := format.Source([]byte(f.content()))
				if err != nil || string(formatted) != f.content() {
					t.Errorf("%s: gofmt would change it: %v", f.path, err)
				}
				for i, line := range strings.Split(f.content(), "\n") {
					if strings.HasPrefix(line, " ") || strings.TrimRight(line, " \t") != line {
						t.Errorf("%s:%d: begins or ends with a space: %q", f.path, i+1, line)
					}
				}
			}
		}
	})
}

func TestTheChangesAreInTheChangelogAndTheDocs(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		touched := map[string]bool{}
		for _, p := range patches {
			for _, f := range p.files {
				touched[f.path] = true
			}
		}
		for _, path := range []string{"CHANGELOG_PENDING.md", "doc/nodestats.md"} {
			if !touched[path] {
				t.Errorf("%s is not touched", path)
			}
		}
	})
}
