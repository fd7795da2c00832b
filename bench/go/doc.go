// Package bench measures recording from Go: the shim beside the library itself, what go-livepeer records of such a segment
// through OpenCensus, and client_golang. To be run by bench/run.
package bench
