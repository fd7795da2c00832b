package patches

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheShimIsBroughtIntoEverySeries(t *testing.T) {
	w := newWorld(t)
	shim := filepath.Join(filepath.Dir(w.patches), "cgo_shim")
	write(t, filepath.Join(shim, "doc.go"), "package nodestats // changed\n")
	write(t, filepath.Join(shim, "omit_test.go"), "//go:build !(nodestats && cgo)\n\npackage nodestats\n")
	write(t, filepath.Join(shim, "engine_test.go"), "//go:build nodestats && cgo\n\npackage nodestats\n")
	write(t, filepath.Join(shim, "go.mod"), "module shim\n")
	before := readFile(t, w.patches, "v2/0001-nodestats-Add-a-package.patch")
	run(t, ".", filepath.Join(w.patches, "make"), "shim")

	after := readFile(t, w.patches, "v2/0001-nodestats-Add-a-package.patch")
	message, _, _ := strings.Cut(before, "\n---\n")
	if !strings.HasPrefix(after, message+"\n---\n") || after == before {
		t.Errorf("not the same message with other files:\n%s", after)
	}
	for _, base := range []string{"v1", "v2"} {
		checkout := w.clone(t, base)
		w.applies(t, checkout, base)
		if files := git(t, checkout, "ls-files", "nodestats"); files != "nodestats/doc.go\nnodestats/omit_test.go\n" {
			t.Errorf("%s adds %s", base, files)
		}
		if content := readFile(t, checkout, "nodestats/doc.go"); content != "package nodestats // changed\n" {
			t.Error(content)
		}
		w.run(t, "Took the series", "--reverse", checkout)
		w.holds(t, checkout, base)
	}
}

func TestASeriesThatChangesLinesIsNotMade(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	edit(t, checkout, "server/rpc.go", "	register()\n", "	registerAll()\n")
	git(t, checkout, "commit", "-qam", "server: Change a line")
	text, err := try(".", filepath.Join(w.patches, "make"), checkout, "v1", "v1")
	if err == nil || !strings.Contains(text, "server/rpc.go: a line is removed or changed") {
		t.Errorf("%v: %s", err, text)
	}
}
