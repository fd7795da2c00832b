//go:build nodestats && cgo

package nodestats

// Peers are judged once so many segments were counted.
const peersJudgedAfter = 100

// judgePeers warns once where the peers' addresses cannot tell places.
func (e *Engine) judgePeers() {
	info := e.Info()
	if info.Segments < peersJudgedAfter {
		return
	}
	switch info.Peers {
	case PeersOne:
		e.warnings.warn("peers", "every segment so far came from the same address: "+
			"if that is a proxy, name it in the trusted proxies")
	case PeersPrivate:
		e.warnings.warn("peers", "every segment so far came from a private address: "+
			"behind NAT or a proxy places are unknown")
	}
}
