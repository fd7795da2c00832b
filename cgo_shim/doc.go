// Package nodestats publishes anonymised demand statistics of a Livepeer orchestrator, on the RPC port that the node
// has already.
//
// It is a thin door to the nodestats library, which counts, anonymises, freezes and renders: this package converts,
// negotiates and serves, and holds no statistics. A host opens an [Engine], runs [Engine.Run] beside its servers, calls
// [Engine.RecordSegment] for each segment and registers [Engine.Handler] and [Engine.RegisterGRPC] on its port.
//
// Every method may be called on a nil Engine and then does nothing, so that hosts need no check of their own.
//
// The library is linked only with cgo and the build tag "nodestats". Without them the package has the same names and
// empty methods, needs no C++ compiler, and [Open] returns [ErrNotBuilt].
package nodestats
