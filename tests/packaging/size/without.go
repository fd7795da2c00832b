//go:build !nodestats

package main

// static const char* version(void) { return "none"; }
import "C"

func version() string { return C.GoString(C.version()) }
