//go:build nodestats && cgo

package nodestats

import "sync"

// warnings says each thing once, until it is cleared.
type warnings struct {
	write func(line string)
	lock  sync.Mutex
	said  map[string]bool
}

// warn writes line, unless one was written about the same topic.
func (w *warnings) warn(topic, line string) {
	if w.write == nil || !w.first(topic) {
		return
	}
	w.write(line)
}

// clear lets the topic be written about again.
func (w *warnings) clear(topic string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	delete(w.said, topic)
}

func (w *warnings) first(topic string) bool {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.said[topic] {
		return false
	}
	if w.said == nil {
		w.said = map[string]bool{}
	}
	w.said[topic] = true
	return true
}
