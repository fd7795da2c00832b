//go:build nodestats && cgo

package nodestats

import "net/http"

// ExactHandler serves the operator's exact live figures, as Prometheus text, or as JSON by Accept or ?format=json. They
// are private, since reading twice tells what happened in between: it is for the node's loopback CLI port, and LoopbackOnly
// wherever it is registered.
func (e *Engine) ExactHandler() http.Handler {
	if e == nil {
		return http.NotFoundHandler()
	}
	return LoopbackOnly(http.HandlerFunc(e.serveExact))
}

func (e *Engine) serveExact(w http.ResponseWriter, r *http.Request) {
	if !readable(w, r) {
		return
	}
	if e.off() {
		http.Error(w, "the node is shutting down", http.StatusServiceUnavailable)
		return
	}
	chosen := chooseOffer(exactOffers, r.Header["Accept"])
	if r.URL.Query().Get("format") == "json" {
		chosen = &jsonOffer
	}
	exact, err := e.exact(chosen.format)
	if err != nil {
		refuse(w, err)
		return
	}
	defer exact.release()
	w.Header().Set("Cache-Control", "no-store")
	serve(w, r, chosen.contentType, exact)
}
