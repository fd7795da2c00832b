package patches

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAppliesAndTakesOutAgain(t *testing.T) {
	w := newWorld(t)
	for _, how := range []string{"clone", "shallow clone of the very base", "work tree", "committed"} {
		t.Run(how, func(t *testing.T) {
			checkout := w.clone(t, "v1")
			switch how {
			case "shallow clone of the very base":
				checkout = w.shallow(t, "v1")
			case "work tree":
				tree := filepath.Join(t.TempDir(), "a work tree")
				git(t, checkout, "worktree", "add", "--detach", tree, "v1")
				checkout = tree
			}
			w.applies(t, checkout, "v1")
			w.holds(t, checkout, "series-v1")
			if how == "committed" {
				git(t, checkout, "commit", "-qm", "patched")
			}
			w.run(t, "Took the series v1 out", "--reverse", checkout)
			w.holds(t, checkout, "v1")
			if _, err := os.Stat(filepath.Join(checkout, "nodestats")); err == nil {
				t.Error("the package's folder is still there")
			}
		})
	}
}

func TestAFolderInsideTheCheckoutWillDo(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	w.applies(t, filepath.Join(checkout, "server"), "v1")
	w.holds(t, checkout, "series-v1")
}

func TestTheNewestSeriesInTheHistoryIsChosen(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v2")
	w.applies(t, checkout, "v2")
	w.holds(t, checkout, "series-v2")
	w.run(t, "Took the series v2 out", "--reverse", checkout)
	w.holds(t, checkout, "v2")
}

func TestTheUsersConfigurationDoesNotMatter(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	for _, setting := range []string{"apply.whitespace error-all", "diff.noprefix true", "diff.algorithm patience", "diff.context 0",
		"diff.interHunkContext 9", "color.ui always", "core.autocrlf true", "core.whitespace tab-in-indent", "diff.external false"} {
		name, value, _ := strings.Cut(setting, " ")
		git(t, checkout, "config", name, value)
	}
	w.applies(t, checkout, "v1")
	w.holds(t, checkout, "series-v1")
	w.run(t, "Took the series v1 out", "--reverse", checkout)
	w.holds(t, checkout, "v1")
}

func TestDriftIsMergedAndLinesGoWhereTheyBelong(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	edit(t, checkout, "server/rpc.go", "package server\n", "package server\n\n// One\n// Two\n// Three\n")
	edit(t, checkout, "starter/flags.go", "	last()\n", "	beforeLast()\n	last()\n")
	git(t, checkout, "commit", "-qam", "drift")
	before := git(t, checkout, "rev-parse", "HEAD^{tree}")

	text := w.applies(t, checkout, "v1")
	if !strings.Contains(text, "has changed") {
		t.Errorf("nothing is said of the drift: %s", text)
	}
	for path, want := range map[string]string{
		"server/rpc.go":    "	register()\n	registerNodeStats()\n	listen()\n",
		"starter/flags.go": "	first()\n	nodeStats()\n	second()\n",
	} {
		if content := readFile(t, checkout, path); !strings.Contains(content, want) {
			t.Errorf("%s:\n%s", path, content)
		}
	}
	w.run(t, "Took the series v1 out", "--reverse", checkout)
	if after := git(t, checkout, "write-tree"); after != before {
		t.Errorf("not as before: %s", git(t, checkout, "diff", "--cached"))
	}
}

func TestDriftWhereLinesAreAddedStopsIt(t *testing.T) {
	w := newWorld(t)
	for name, text := range map[string]string{
		"the line before":    "	registerAll()\n	listen()\n",
		"the line after":     "	register()\n	listenTo(address)\n",
		"a line in between":  "	register()\n	prepare()\n	listen()\n",
		"both lines removed": "",
	} {
		t.Run(name, func(t *testing.T) {
			checkout := w.clone(t, "v1")
			edit(t, checkout, "server/rpc.go", "	register()\n	listen()\n", text)
			git(t, checkout, "commit", "-qam", "drift")
			w.refuses(t, checkout, "does not fit")
			if said := w.refuses(t, checkout, "server/rpc.go"); strings.Contains(said, "listen") {
				t.Errorf("shows upstream's lines: %s", said)
			}
		})
	}
}

// Changed documents need not keep an operator from building.
func TestTheDocumentsCanBeLeftOut(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	edit(t, checkout, "CHANGELOG_PENDING.md", "# Pending\n", "# Pending\n\n- Something else\n")
	git(t, checkout, "commit", "-qam", "drift")
	w.refuses(t, checkout, "does not fit")
	w.applies(t, checkout, "v1", "--no-docs")
	if _, err := os.Stat(filepath.Join(checkout, "server", "nodestats.go")); err != nil {
		t.Error(err)
	}
	if content := readFile(t, checkout, "CHANGELOG_PENDING.md"); strings.Contains(content, "nodestats") {
		t.Errorf("%s", content)
	}
	w.run(t, "Took the series v1 out", "--reverse", checkout)
	if status := git(t, checkout, "status", "--porcelain"); status != "" {
		t.Error(status)
	}
}

func TestAnUncleanCheckoutIsRefused(t *testing.T) {
	w := newWorld(t)
	for name, spoil := range map[string]func(checkout string){
		"edited":  func(checkout string) { edit(t, checkout, "README.md", "node", "Node") },
		"removed": func(checkout string) { os.Remove(filepath.Join(checkout, "README.md")) },
		"staged": func(checkout string) {
			edit(t, checkout, "README.md", "node", "Node")
			git(t, checkout, "add", "README.md")
		},
		"in the middle of a merge": func(checkout string) {
			git(t, checkout, "checkout", "-q", "-b", "other")
			edit(t, checkout, "README.md", "node", "One")
			git(t, checkout, "commit", "-qam", "one")
			git(t, checkout, "checkout", "-q", "v1")
			edit(t, checkout, "README.md", "node", "Two")
			git(t, checkout, "commit", "-qam", "two")
			try(checkout, "git", "merge", "-q", "other")
		},
	} {
		t.Run(name, func(t *testing.T) {
			checkout := w.clone(t, "v1")
			spoil(checkout)
			w.refuses(t, checkout, "is dirty")
		})
	}
	checkout := w.clone(t, "v1")
	write(t, filepath.Join(checkout, "notes.txt"), "the user's own")
	w.applies(t, checkout, "v1") // what git does not know is in nobody's way
	edit(t, checkout, "nodestats/doc.go", "package", "package ")
	w.refuses(t, checkout, "is dirty", "--reverse")
}

func TestAnAppliedSeriesIsNotAppliedAgain(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	w.applies(t, checkout, "v1")
	w.refuses(t, checkout, "is there already")
	git(t, checkout, "commit", "-qm", "patched")
	w.refuses(t, checkout, "is there already")

	other := w.clone(t, "v1")
	write(t, filepath.Join(other, "nodestats", "doc.go"), "package nodestats\n")
	w.refuses(t, other, "nodestats/doc.go is there already")
}

func TestOtherVersionsAreRefused(t *testing.T) {
	w := newWorld(t)
	w.refuses(t, w.clone(t, "v0"), "is of another version (v0): there are series for v2, v1")
	w.refuses(t, w.clone(t, "unrelated"), "is of another version")
	w.refuses(t, w.clone(t, "v0"), "does not fit", "--base", "v1")
	w.refuses(t, w.clone(t, "v1"), "there is no series v9", "--base", "v9")
}

// Without the first image of a file git would put lines by their number alone.
func TestAShallowCloneThatLacksWhatItTakesIsRefused(t *testing.T) {
	w := newWorld(t)
	drifted := w.shallow(t, "later")
	w.refuses(t, drifted, "git fetch --unshallow")
	w.refuses(t, drifted, "lacks server/rpc.go", "--base", "v2")
	git(t, drifted, "fetch", "-q", "--unshallow")
	w.applies(t, drifted, "v2")
	if content := readFile(t, drifted, "server/rpc.go"); !strings.Contains(content, "	register()\n	registerNodeStats()\n") {
		t.Error(content)
	}
}

func TestWhatIsNoCheckoutOfGoLivepeerIsRefused(t *testing.T) {
	w := newWorld(t)
	folder := t.TempDir()
	w.fails(t, "is not a git clone", folder)
	w.fails(t, "is not a folder", filepath.Join(folder, "missing"))
	git(t, folder, "init", "-q")
	w.fails(t, "has no commit", folder)
	write(t, filepath.Join(folder, "go.mod"), "module example.org/else\n")
	git(t, folder, "add", ".")
	git(t, folder, "commit", "-qm", "first")
	w.fails(t, "is not a checkout of go-livepeer", folder)
	w.fails(t, "apply [--reverse]", "--unknown", folder)
	w.fails(t, "apply [--reverse]")
	w.fails(t, "apply [--reverse]", folder, folder)
}

func TestAnOldGitIsRefused(t *testing.T) {
	w := newWorld(t)
	checkout := w.clone(t, "v1")
	old := t.TempDir()
	write(t, filepath.Join(old, "git"), "#!/bin/sh\n[ \"$1\" = rev-parse ] || echo git version 2.31.8\n")
	if err := os.Chmod(filepath.Join(old, "git"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := os.Getenv("PATH")
	t.Setenv("PATH", old+":"+path)
	w.fails(t, "git 2.32 or newer is needed, this is 2.31.8", checkout)
	t.Setenv("PATH", path)
	w.holds(t, checkout, "v1")
}

func TestLinesThatWouldGoElsewhereAreNoticed(t *testing.T) {
	w := newWorld(t)
	anchors := filepath.Join(w.patches, "v1", "ANCHORS")
	text := readFile(t, w.patches, "v1/ANCHORS")
	last := strings.TrimSuffix(text, "\n")
	write(t, anchors, last[:len(last)-1]+"x\n")
	w.refuses(t, w.clone(t, "v1"), "has other lines around")
	write(t, anchors, text)

	// A patch whose lines are upstream's already, so that they are there twice.
	checkout := w.clone(t, "v1")
	edit(t, checkout, "server/rpc.go", "func end() {\n", "func end() {\n	registerNodeStats()\n")
	git(t, checkout, "commit", "-qam", "drift")
	w.refuses(t, checkout, "does not have each added block just once")
}

func TestReverseTakesOutNothingThatWasChangedSince(t *testing.T) {
	w := newWorld(t)
	w.refuses(t, w.clone(t, "v1"), "is not there", "--reverse")
	for path, text := range map[string]string{
		"nodestats/doc.go": "package nodestats",
		"server/rpc.go":    "	registerNodeStats()\n",
	} {
		checkout := w.clone(t, "v1")
		w.applies(t, checkout, "v1")
		edit(t, checkout, path, text, text+" // changed\n")
		git(t, checkout, "commit", "-qam", "changed")
		w.refuses(t, checkout, path, "--reverse")
	}
}
