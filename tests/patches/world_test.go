package patches

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// world is an upstream of our own with some versions, and a folder of patches for two of them that was made with the
// scripts under test.
type world struct{ upstream, patches string }

// The files of the first version, in which lines are easy to mistake for each other.
var firstVersion = map[string]string{
	"go.mod":               "module github.com/livepeer/go-livepeer\n",
	"README.md":            "A node.\n",
	"CHANGELOG_PENDING.md": "# Pending\n\n## Features\n",
	"server/rpc.go":        "package server\n\nfunc begin() {\n	open()\n}\n\nfunc serve() {\n	register()\n	listen()\n}\n\nfunc end() {\n	close()\n}\n",
	"starter/flags.go":     "package starter\n\nfunc flags() {\n	first()\n	second()\n	third()\n	last()\n}\n",
}

// The upstream is made once, in a folder that TestMain removes; each test gets the patches as a copy of its own.
var theWorld struct {
	folder string
	once   sync.Once
	world
}

func TestMain(m *testing.M) {
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
	} {
		os.Setenv(name, value)
	}
	folder, err := os.MkdirTemp("", "nodestats-patches-")
	if err != nil {
		panic(err)
	}
	theWorld.folder = folder
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

func newWorld(t *testing.T) world {
	t.Helper()
	theWorld.once.Do(func() {
		theWorld.world = world{filepath.Join(theWorld.folder, "upstream"), filepath.Join(theWorld.folder, "patches")}
		for _, name := range []string{"apply", "make", "lib.sh", "blocks.awk"} {
			write(t, filepath.Join(theWorld.patches, name), readFile(t, folder, name))
			if err := os.Chmod(filepath.Join(theWorld.patches, name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		write(t, filepath.Join(theWorld.patches, "UPSTREAM"), "# bases\n")
		theWorld.makeHistory(t)
	})
	w := world{theWorld.upstream, filepath.Join(t.TempDir(), "patches")}
	run(t, ".", "cp", "-pr", theWorld.patches, w.patches)
	return w
}

// makeHistory makes v0, v1, v2 and "later" in a row, beside them an unrelated version, and the series for v1 and v2.
func (w world) makeHistory(t *testing.T) {
	t.Helper()
	run(t, ".", "git", "init", "-q", "-b", "main", w.upstream)
	for path, content := range firstVersion {
		write(t, filepath.Join(w.upstream, path), content)
	}
	edit(t, w.upstream, "server/rpc.go", "	register()\n", "	enlist()\n")
	w.commit(t, "v0")
	edit(t, w.upstream, "server/rpc.go", "	enlist()\n", "	register()\n")
	w.commit(t, "v1")
	w.makeSeries(t, "v1")
	edit(t, w.upstream, "server/rpc.go", "	open()\n", "	open()\n	look()\n")
	w.commit(t, "v2")
	w.makeSeries(t, "v2")
	edit(t, w.upstream, "server/rpc.go", "	open()\n", "	unlock()\n	open()\n")
	w.commit(t, "later")
	git(t, w.upstream, "checkout", "-q", "--orphan", "unrelated")
	edit(t, w.upstream, "server/rpc.go", "	register()\n", "	enroll()\n")
	git(t, w.upstream, "commit", "-qam", "unrelated")
	git(t, w.upstream, "checkout", "-q", "main")
}

func (w world) commit(t *testing.T, tag string) {
	t.Helper()
	git(t, w.upstream, "add", ".")
	git(t, w.upstream, "commit", "-qm", tag)
	git(t, w.upstream, "tag", tag)
}

// makeSeries commits what a series adds to the version base, has the patches made, and leaves upstream as it was.
func (w world) makeSeries(t *testing.T, base string) {
	t.Helper()
	git(t, w.upstream, "checkout", "-q", "--detach", base)
	step := func(message string) {
		git(t, w.upstream, "add", ".")
		git(t, w.upstream, "commit", "-qm", message)
	}
	write(t, filepath.Join(w.upstream, "nodestats", "doc.go"), "package nodestats\n")
	step("nodestats: Add a package")
	edit(t, w.upstream, "starter/flags.go", "	first()\n", "	first()\n	nodeStats()\n")
	step("starter: Add flags")
	edit(t, w.upstream, "server/rpc.go", "	register()\n", "	register()\n	registerNodeStats()\n")
	edit(t, w.upstream, "server/rpc.go", "	close()\n", "	close()\n	closeNodeStats()\n")
	write(t, filepath.Join(w.upstream, "server", "nodestats.go"), "package server\n\nfunc registerNodeStats() {}\n")
	step("server: Serve")
	edit(t, w.upstream, "CHANGELOG_PENDING.md", "# Pending\n", "# Pending\n\n- nodestats\n")
	step("doc: Say so")
	git(t, w.upstream, "tag", "series-"+base)
	run(t, ".", filepath.Join(w.patches, "make"), w.upstream, base, base)
	git(t, w.upstream, "checkout", "-q", "main")
}

// clone gives a full clone with version checked out.
func (w world) clone(t *testing.T, version string) string {
	t.Helper()
	checkout := filepath.Join(t.TempDir(), "go livepeer")
	run(t, ".", "git", "clone", "-q", w.upstream, checkout)
	git(t, checkout, "checkout", "-q", version)
	return checkout
}

func (w world) shallow(t *testing.T, version string) string {
	t.Helper()
	checkout := filepath.Join(t.TempDir(), "shallow")
	run(t, ".", "git", "-c", "advice.detachedHead=false", "clone", "-q", "--depth", "1", "--branch", version, "file://"+w.upstream, checkout)
	return checkout
}

// run has the script do its work, and gives what it says, of which says is a part.
func (w world) run(t *testing.T, says string, arguments ...string) string {
	t.Helper()
	text := run(t, ".", append([]string{filepath.Join(w.patches, "apply")}, arguments...)...)
	if !strings.Contains(text, says) {
		t.Errorf("says %s", text)
	}
	return text
}

func (w world) applies(t *testing.T, checkout, base string, options ...string) string {
	t.Helper()
	return w.run(t, "Added the series "+base+" to", append(options, checkout)...)
}

// fails has the script refuse its work, and gives what it says, of which says is a part.
func (w world) fails(t *testing.T, says string, arguments ...string) string {
	t.Helper()
	text, err := try(".", append([]string{filepath.Join(w.patches, "apply")}, arguments...)...)
	if err == nil || !strings.Contains(text, says) {
		t.Errorf("%v, says %s\nwant %s", err, text, says)
	}
	return text
}

// refuses is the same, and sees to it that the checkout is left as it was.
func (w world) refuses(t *testing.T, checkout, says string, options ...string) string {
	t.Helper()
	before := state(t, checkout)
	text := w.fails(t, says, append(options, checkout)...)
	if after := state(t, checkout); after != before {
		t.Errorf("changed from\n%s\nto\n%s", before, after)
	}
	return text
}

// holds compares work tree and index with a commit of upstream's.
func (w world) holds(t *testing.T, checkout, commit string) {
	t.Helper()
	git(t, checkout, "fetch", "-q", "--depth", "1", "file://"+w.upstream, commit)
	if status := git(t, checkout, "-c", "diff.external=", "diff", "--cached", "--no-ext-diff", "--stat", "FETCH_HEAD") +
		git(t, checkout, "diff", "--no-ext-diff", "--stat"); status != "" {
		t.Errorf("not as %s: %s", commit, status)
	}
}

// state is all that a user could notice of a checkout: commit, index and files.
func state(t *testing.T, checkout string) string {
	t.Helper()
	files := ""
	err := filepath.Walk(checkout, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || strings.Contains(path, string(filepath.Separator)+".git"+string(filepath.Separator)) {
			return err
		}
		content, err := os.ReadFile(path)
		files += path + " " + blob(string(content)) + "\n"
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return git(t, checkout, "rev-parse", "HEAD") + git(t, checkout, "ls-files", "--stage") + files
}

func git(t *testing.T, folder string, arguments ...string) string {
	t.Helper()
	return run(t, folder, append([]string{"git"}, arguments...)...)
}

// edit replaces the one occurrence of old.
func edit(t *testing.T, folder, path, old, text string) {
	t.Helper()
	content := readFile(t, folder, path)
	if strings.Count(content, old) != 1 {
		t.Fatalf("%s has %q %d times", path, old, strings.Count(content, old))
	}
	write(t, filepath.Join(folder, path), strings.Replace(content, old, text, 1))
}

func readFile(t *testing.T, folder, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
