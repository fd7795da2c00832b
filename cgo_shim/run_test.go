//go:build nodestats && cgo

package nodestats

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// eventually waits for what another goroutine does.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: " + what)
		}
	}
}

// run starts Run; stop ends it and waits.
func run(engine *Engine) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		engine.Run(ctx)
	}()
	return func() {
		cancel()
		<-done
	}
}

func TestRunTellsTheTime(t *testing.T) {
	engine := open(t, Config{})
	stop := run(engine)
	defer stop()
	eventually(t, "an open hour", func() bool { return !engine.Info().HourStart.IsZero() })
	first := engine.now()
	if off := time.Since(first); off > 2*time.Second || off < -time.Second {
		t.Errorf("told the time with an error of %v", off)
	}
	eventually(t, "the next second", func() bool { return engine.now().After(first) })
}

func TestASlowSignerDoesNotHoldUpTheClock(t *testing.T) {
	// How many releases wait depends on the hour of the day: at some, longer windows end with it.
	signing, release := make(chan struct{}), make(chan struct{})
	var first sync.Once
	config := Config{Signer: [20]byte{1}, Sign: func([]byte) ([]byte, error) {
		first.Do(func() { close(signing) })
		<-release
		return make([]byte, 65), nil
	}}
	engine := open(t, config)
	hour := time.Now().Truncate(time.Hour).Add(-time.Hour)
	advanceThrough(t, engine, hour)
	stop := run(engine)
	<-signing
	begin := engine.now()
	eventually(t, "two more seconds", func() bool { return engine.now().Sub(begin) >= 2*time.Second })
	close(release)
	stop()
}

func TestAFailingSignerIsAskedLessAndLess(t *testing.T) {
	var log log
	s := &signer{size: 65, fail: errors.New("the keystore is locked")}
	config := signedConfig(s)
	config.Warn = log.warn
	engine := open(t, config)
	advanceThrough(t, engine, firstHour)
	sign := engine.signer()
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		if wait := sign(); wait != want*time.Second {
			t.Errorf("wait %d is %v, want %ds", i, wait, want)
		}
	}
	if log.count("keystore is locked") != 1 {
		t.Errorf("warned %q", log.lines)
	}
	failure := s.fail
	s.fail = nil
	if wait := sign(); wait > time.Second || len(s.messages) != 1 {
		t.Errorf("after signing %d messages waits %v", len(s.messages), wait)
	}
	s.fail = failure
	advanceThrough(t, engine, firstHour.Add(time.Hour))
	if wait := sign(); wait != time.Second || log.count("keystore is locked") != 2 {
		t.Errorf("when it fails again: waits %v, warned %q", wait, log.lines)
	}
}
