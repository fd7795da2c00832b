package node

import (
	"strings"
	"testing"
)

func TestTheOperatorsPortStaysOnLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:0": true, "[::1]:0": true, "localhost:0": true, "127.9.9.9:1": true,
		":7935": false, "0.0.0.0:7935": false, "192.0.2.1:7935": false, "[::]:7935": false, "example.org:7935": false, "127.0.0.1": false,
	} {
		if err := checkLoopback(address); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAPortInUseIsNamedAndNothingStaysOpen(t *testing.T) {
	first, err := Listen(Config{ServiceAddr: "127.0.0.1:0", CLIAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer first.service.Close()
	defer first.cli.Close()
	taken := first.cli.Addr().String()
	if _, err := Listen(Config{ServiceAddr: taken, CLIAddr: "127.0.0.1:0"}); err == nil || !strings.Contains(err.Error(), "-serviceAddr "+taken+": the port is in use") {
		t.Error(err)
	}
	probe, err := listen("test", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free := probe.Addr().String()
	probe.Close()
	if _, err := Listen(Config{ServiceAddr: free, CLIAddr: taken}); err == nil || !strings.Contains(err.Error(), "-cliAddr "+taken) {
		t.Error(err)
	}
	again, err := listen("test", free)
	if err != nil {
		t.Errorf("the service's port stayed open: %v", err)
	} else {
		again.Close()
	}
}
