//go:build nodestats && cgo

package nodestats

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	signRetryMin = time.Second
	signRetryMax = time.Minute
	// How often to look for a new geo database and at what the peers have in common.
	choresPeriod = time.Minute
)

// Run tells the engine the time, has releases signed, keeps published ones on disk and looks after the geo database,
// until ctx ends. A slow signer or disk does not hold up the clock. A host with a clock of its own calls Advance and
// Settle instead.
func (e *Engine) Run(ctx context.Context) {
	if e.off() {
		return
	}
	var workers sync.WaitGroup
	for _, work := range []func() time.Duration{e.tick, e.signer(), e.keeper(), e.chores} {
		workers.Add(1)
		go func() {
			defer workers.Done()
			repeat(ctx, work)
		}()
	}
	workers.Wait()
}

// Settle signs the releases that wait for it and writes newly published ones to the frozen folder. Run does so too.
func (e *Engine) Settle() error {
	if e.off() {
		return nil
	}
	return errors.Join(e.signWaiting(), e.keepFrozen())
}

// repeat calls work again after the time that work asks for, until ctx ends.
func repeat(ctx context.Context, work func() time.Duration) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			timer.Reset(work())
		}
	}
}

// tick advances at each whole second.
func (e *Engine) tick() time.Duration {
	e.report("clock", e.Advance(time.Now()))
	return untilNextSecond()
}

func untilNextSecond() time.Duration {
	now := time.Now()
	return now.Truncate(time.Second).Add(time.Second).Sub(now)
}

// signer signs what waits, and after a failure waits longer each time.
func (e *Engine) signer() func() time.Duration {
	retry := signRetryMin
	return func() time.Duration {
		err := e.signWaiting()
		e.report("sign", err)
		if err == nil {
			retry = signRetryMin
			return untilNextSecond()
		}
		wait := retry
		retry = min(2*retry, signRetryMax)
		return wait
	}
}

// keeper writes published releases to disk, and tries again later after a failure.
func (e *Engine) keeper() func() time.Duration {
	return func() time.Duration {
		err := e.keepFrozen()
		e.report("keep", err)
		if err != nil {
			return choresPeriod
		}
		return untilNextSecond()
	}
}

// chores is what is worth a look each minute.
func (e *Engine) chores() time.Duration {
	if e.config.GeoDB != "" {
		e.reloadGeo()
	}
	e.judgePeers()
	e.judgePlaces()
	return choresPeriod
}

// report warns of err once, until the same work succeeds again.
func (e *Engine) report(topic string, err error) {
	if err == nil {
		e.warnings.clear(topic)
		return
	}
	e.warnings.warn(topic, fmt.Sprintf("%v; trying again", err))
}
