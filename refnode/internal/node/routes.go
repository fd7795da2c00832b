package node

import (
	"net/http"
	"strings"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"google.golang.org/grpc"
)

// serviceHandler tells gRPC from HTTP as the node does: by protocol and content type.
func (n *Node) serviceHandler() http.Handler {
	rpc, mux := grpc.NewServer(), http.NewServeMux()
	n.config.Engine.RegisterGRPC(rpc)
	rpc.RegisterService(&orchestratorService, n)
	if n.config.Engine != nil {
		mux.Handle(nodestats.Path, n.config.Engine.Handler())
	}
	mux.HandleFunc("POST /segment", n.serveSegment)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
			rpc.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// cliHandler is the operator's port.
func (n *Node) cliHandler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(nodestats.Path+"/exact", n.config.Engine.ExactHandler())
	mux.Handle("/clock", nodestats.LoopbackOnly(http.HandlerFunc(n.serveClock)))
	return mux
}
