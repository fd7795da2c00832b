package network

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FarmNode is one of a farm's nodes.
type FarmNode struct{ Recipient, URI string }

// StartFarm runs many nodes in one process until the test ends, with further arguments of `farm`, and gives them in the
// order in which misbehaviours are named. The second result is the file that lists them.
func StartFarm(t testing.TB, nodes int, arguments ...string) ([]FarmNode, string) {
	t.Helper()
	list := filepath.Join(t.TempDir(), "nodes")
	Start(t, "NODESTATS_FARM", append([]string{"-nodes", fmt.Sprint(nodes), "-listen", ":" + FreePort(t), "-list", list},
		arguments...)...)
	var farm []FarmNode
	Eventually(t, func() (err error) {
		farm, err = readFarm(list, nodes)
		return err
	})
	return farm, list
}

func readFarm(list string, nodes int) ([]FarmNode, error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	var farm []FarmNode
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) < 2 || !strings.HasSuffix(line, "\n") {
			return nil, errors.New("the farm's list is not whole")
		}
		farm = append(farm, FarmNode{words[0], words[1]})
	}
	if len(farm) != nodes {
		return nil, fmt.Errorf("the farm lists %d nodes, not %d", len(farm), nodes)
	}
	return farm, nil
}
