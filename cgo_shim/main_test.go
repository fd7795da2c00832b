//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"os"
	"testing"
)

// What the library gave has to be given back by the end of the tests.
func TestMain(m *testing.M) {
	code := m.Run()
	if answers, strings := liveAnswers.Load(), liveStrings.Load(); answers != 0 || strings != 0 {
		fmt.Printf("FAIL: %d answers and %d C strings were not released\n", answers, strings)
		code = 1
	}
	os.Exit(code)
}
