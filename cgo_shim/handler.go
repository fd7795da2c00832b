//go:build nodestats && cgo

package nodestats

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	// Bounds of max-age: a release that is overdue may appear at any moment, and no reader should be an hour late.
	minMaxAge = time.Second
	maxMaxAge = time.Hour
)

// Handler serves the summary, to be registered for Path. Of a nil Engine it is "not found", as if there were no path.
func (e *Engine) Handler() http.Handler {
	if e == nil {
		return http.NotFoundHandler()
	}
	return http.HandlerFunc(e.serveSummary)
}

func (e *Engine) serveSummary(w http.ResponseWriter, r *http.Request) {
	if !readable(w, r) {
		return
	}
	if e.off() {
		http.Error(w, "the node is shutting down", http.StatusServiceUnavailable)
		return
	}
	peer, admitted := e.admitHTTP(w, r)
	if !admitted {
		return
	}
	since, err := parseSince(r.URL.RawQuery)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	chosen := chooseOffer(summaryOffers, r.Header["Accept"])
	summary, err := e.summary(chosen.format, since, acceptsGzip(r.Header["Accept-Encoding"]))
	if err != nil {
		refuse(w, err)
		return
	}
	defer summary.release()
	header := w.Header()
	header.Set("Vary", "Accept, Accept-Encoding")
	header.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", e.maxAge(summary.nextRelease())/time.Second))
	charged := &chargedWriter{w, func(bytes int) { e.limits.charge(peer, bytes) }}
	serve(charged, r, chosen.contentType, summary)
}

// readable answers every method but GET and HEAD, and says that it did by false.
func readable(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "use GET or HEAD", http.StatusMethodNotAllowed)
	return false
}

// serve writes the answer from where it lies, and does what conditional requests ask for.
func serve(w http.ResponseWriter, r *http.Request, contentType string, a *answer) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	if etag := a.etag(); etag != "" {
		header.Set("ETag", etag)
	}
	if a.gzipped() {
		header.Set("Content-Encoding", "gzip")
	}
	http.ServeContent(w, r, "", a.lastModified(), bytes.NewReader(a.body()))
}

// refuse answers with the library's own line.
func refuse(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	if errors.Is(err, ErrInvalid) {
		code = http.StatusBadRequest
	}
	http.Error(w, err.Error(), code)
}

// maxAge is how long an answer stays true: until the next release, by the engine's own clock.
func (e *Engine) maxAge(next time.Time) time.Duration {
	return min(max(next.Sub(e.now()), minMaxAge), maxMaxAge)
}

// parseSince reads ?since=, whole Unix seconds from 0 on; 0 where it is not given. Other parameters are ignored.
func parseSince(rawQuery string) (int64, error) {
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return 0, errors.New("the query is malformed")
	}
	values := query["since"]
	if len(values) == 0 {
		return 0, nil
	}
	since, err := strconv.ParseInt(values[0], 10, 64)
	switch {
	case len(values) > 1:
		return 0, errors.New("since is given more than once")
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("since is out of range")
	case err != nil:
		return 0, errors.New("since is not a whole number of Unix seconds")
	case since < 0:
		return 0, errors.New("since is negative")
	}
	return since, nil
}
