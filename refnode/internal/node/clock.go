package node

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

// Clock is a clock that stands still until it is told to go on: a demo's hours need not take hours.
type Clock struct {
	lock   sync.Mutex
	now    time.Time
	engine *nodestats.Engine
}

// One request moves the clock by at most this.
const maxAdvance = 31 * 24 * time.Hour

// NewClock makes a clock that stands at start, and tells engine so.
func NewClock(start time.Time, engine *nodestats.Engine) (*Clock, error) {
	start = start.UTC().Truncate(time.Second)
	return &Clock{now: start, engine: engine}, engine.Advance(start)
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.now
}

// Advance moves the clock second by second, and does at each what a running node does.
func (c *Clock) Advance(by time.Duration) (time.Time, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for end := c.now.Add(by); c.now.Before(end); {
		c.now = c.now.Add(time.Second)
		if err := c.engine.Advance(c.now); err != nil {
			return c.now, err
		}
		if err := c.engine.Settle(); err != nil {
			return c.now, err
		}
	}
	return c.now, nil
}

// serveClock shows the clock, and moves it by POST {"advance":"90s"}.
func (n *Node) serveClock(w http.ResponseWriter, r *http.Request) {
	clock := n.config.Clock
	switch {
	case clock == nil:
		http.Error(w, "time passes by itself here: start with -demoClock", http.StatusNotFound)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		writeClock(w, clock.Now())
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, HEAD, POST")
		http.Error(w, "use GET or POST", http.StatusMethodNotAllowed)
	default:
		n.moveClock(w, r)
	}
}

func (n *Node) moveClock(w http.ResponseWriter, r *http.Request) {
	by, err := parseAdvance(w, r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	now, err := n.config.Clock.Advance(by)
	if err != nil {
		n.config.Log(fmt.Sprintf("clock: %v", err))
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeClock(w, now)
}

func parseAdvance(w http.ResponseWriter, r *http.Request) (time.Duration, error) {
	var order struct{ Advance string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1024)).Decode(&order); err != nil {
		return 0, fmt.Errorf(`not of the form {"advance":"90s"}: %v`, err)
	}
	by, err := time.ParseDuration(order.Advance)
	if err != nil || by <= 0 || by > maxAdvance || by%time.Second != 0 {
		return 0, fmt.Errorf("advance is whole seconds up to %v, such as \"1h30m\"", maxAdvance)
	}
	return by, nil
}

func writeClock(w http.ResponseWriter, now time.Time) {
	writeJSON(w, http.StatusOK, map[string]any{"now": now.Format(time.RFC3339), "unix": now.Unix()})
}
