// Package patches holds the series for go-livepeer to its rules, and tries the script that applies them on repositories
// made for the purpose. It needs no sources of go-livepeer.
package patches
