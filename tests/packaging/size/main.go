// Size is as small a Go program with cgo as can be: built with and without the tag nodestats, it shows what the library
// adds to a program.
package main

import "fmt"

func main() { fmt.Println(version()) }
