package patches

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The package is the one part of a series that can be built without go-livepeer.
func TestThePackageBuildsInsideGoLivepeer(t *testing.T) {
	eachSeries(t, func(t *testing.T, patches []patch) {
		module := t.TempDir()
		for _, f := range patches[0].files {
			write(t, filepath.Join(module, f.path), f.content())
		}
		shim := func(name string) string {
			content, err := os.ReadFile(filepath.Join("../../cgo_shim", name))
			if err != nil {
				t.Fatal(err)
			}
			return string(content)
		}
		write(t, filepath.Join(module, "go.mod"), strings.Replace(shim("go.mod"),
			"module github.com/livepeer/nodestats/cgo_shim", "module github.com/livepeer/go-livepeer", 1))
		write(t, filepath.Join(module, "go.sum"), shim("go.sum"))
		for _, tags := range []string{"", "nodestats"} {
			run(t, module, "go", "vet", "-tags", tags, "./...")
			run(t, module, "go", "test", "-tags", tags, "./...")
		}
	})
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run fails the test where the command does, and gives what it says.
func run(t *testing.T, folder string, command ...string) string {
	t.Helper()
	text, err := try(folder, command...)
	if err != nil {
		t.Fatalf("%q: %v\n%s", command, err, text)
	}
	return text
}

func try(folder string, command ...string) (string, error) {
	c := exec.Command(command[0], command[1:]...)
	c.Dir = folder
	text, err := c.CombinedOutput()
	return string(text), err
}
