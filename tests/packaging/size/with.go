//go:build nodestats

package main

/*
#cgo pkg-config: nodestats
#include <nodestats/nodestats.h>
*/
import "C"

func version() string { return C.GoString(C.nodestats_version()) }
