package main

import (
	"fmt"
	"os"
	"testing"
)

// host is what the tests' helpers run in here, in place of a test: what fails ends the program.
type host struct {
	testing.TB // for the rest of the interface, which they do not use
	cleanups   []func()
}

func (h *host) Helper()            {}
func (h *host) Failed() bool       { return false }
func (h *host) Cleanup(end func()) { h.cleanups = append(h.cleanups, end) }

func (h *host) Fatal(arguments ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"devchain:"}, arguments...)...)
	h.end()
	os.Exit(1)
}

func (h *host) Fatalf(format string, arguments ...any) { h.Fatal(fmt.Sprintf(format, arguments...)) }

func (h *host) end() {
	for i := len(h.cleanups) - 1; i >= 0; i-- {
		h.cleanups[i]()
	}
	h.cleanups = nil
}
