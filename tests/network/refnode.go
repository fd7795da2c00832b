package network

import (
	"net"
	"testing"
)

// StartRefnode starts a reference node on a free port of loopback until the test ends, and gives its host and port.
func StartRefnode(t testing.TB, flags ...string) string {
	t.Helper()
	address := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_REFNODE", append([]string{
		"-serviceAddr", address, "-cliAddr", "127.0.0.1:" + FreePort(t), "-dataDir", t.TempDir(),
	}, flags...)...)
	Eventually(t, func() error {
		connection, err := net.Dial("tcp", address)
		if err == nil {
			connection.Close()
		}
		return err
	})
	return address
}
