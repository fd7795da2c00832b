package network

import (
	"fmt"
	"math"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

func TestACrawlSurvivesEveryMisbehaviour(t *testing.T) {
	var names []string
	for _, each := range misbehaviours {
		names = append(names, each.name)
	}
	const wellNodes = 3
	farm, list := StartFarm(t, len(names)+wellNodes, "-misbehave", strings.Join(names, ","), "-privacy", "binned")
	crawled, _ := Crawl(t, NewStore(t), "--nodes", list, "--deadline", "8s", "--attempts", "1")
	answering := wellNodes
	for i, each := range misbehaviours {
		state := crawled.State(t, farm[i])
		wanted := each.https
		if wanted == "" {
			wanted = "none"
			answering++
		} else if state.Detail == "" {
			t.Errorf("%s: no word why", each.name)
		}
		if state.Reason != wanted {
			t.Errorf("%s: reason %s (%s), not %s", each.name, state.Reason, state.Detail, wanted)
		}
	}
	hour := crawled.Network["1h"]
	if hour.Participation.Recipients != answering || hour.Participation.Delegated != 1 {
		t.Errorf("%+v take part, not %d with one delegated", hour.Participation, answering)
	}
	// The farm's nodes have some ten streams each.
	if streams := hour.Streams.Streams; streams < 1 || streams > 1000 || math.IsNaN(streams) {
		t.Errorf("%v streams", streams)
	}
}

func TestWhoChangesItsStoryIsFlaggedAndTheFirstStoryCounts(t *testing.T) {
	farm, list := StartFarm(t, 2, "-misbehave", "restate", "-privacy", "binned")
	store := NewStore(t)
	first, _ := Crawl(t, store, "--nodes", list)
	second, output := Crawl(t, store, "--nodes", list, "--all")
	if state := first.State(t, farm[0]); state.Contradictions != 0 {
		t.Errorf("at first: %+v", state)
	}
	if state := second.State(t, farm[0]); state.Contradictions == 0 {
		t.Errorf("then: %+v\n%s", state, output.Err)
	}
	if first.Network["1h"].Streams != second.Network["1h"].Streams {
		t.Errorf("the view followed: %+v, then %+v", first.Network["1h"].Streams, second.Network["1h"].Streams)
	}
	if !strings.Contains(output.Err, "contradict") {
		t.Errorf("not said: %s", output.Err)
	}
}

func TestASecondCrawlerOnTheSameStoreIsRefused(t *testing.T) {
	_, list := StartFarm(t, 1)
	store := NewStore(t)
	flags := CrawlFlags(store, "--nodes", list)
	Start(t, "NODESTATS_CRAWL", append([]string{"serve", "--listen", "127.0.0.1:" + FreePort(t)}, flags...)...)
	Eventually(t, func() error { _, err := os.Stat(store + ".lock"); return err })
	Eventually(t, func() error { // the first one may only just have made its file
		output := Run(t, "NODESTATS_CRAWL", "", append([]string{"crawl"}, flags...)...)
		if output.Code != 1 || !strings.Contains(output.Err, "another crawler") || strings.Count(output.Err, "\n") != 1 {
			return fmt.Errorf("exit %d: %s", output.Code, output.Err)
		}
		return nil
	})
}

func TestACrawlGoesOnWithTheLastListWhereTheChainIsAway(t *testing.T) {
	farm, _ := StartFarm(t, 2, "-chainId", fmt.Sprint(ChainID))
	livepeer := DeployLivepeer(t, StartAnvil(t, ChainID))
	for _, node := range farm {
		livepeer.Join(Address(node.Recipient))
		livepeer.Register(Address(node.Recipient), node.URI)
	}
	livepeer.TicketBroker.Send("redeem(address,address,uint256)", AddressOf(7), Address(farm[0].Recipient), ether(3))
	livepeer.TicketBroker.Send("redeem(address,address,uint256)", AddressOf(8), AddressOf(9), ether(1))
	store := NewStore(t)
	chain, _ := Crawl(t, store, livepeer.Flags(livepeer.URL)...)
	if share := chain.Network["1h"].Participation.FeeShare; share == nil || math.Abs(*share-0.75) > 1e-9 {
		t.Errorf("share of fees %v, not 0.75", share)
	}
	away := StartRPCProxy(t, livepeer.URL, Trouble{Whole: func(w http.ResponseWriter, _ int, _ []RPCCall) bool {
		http.Error(w, "no", http.StatusForbidden)
		return true
	}})
	later, output := Crawl(t, store, livepeer.Flags(away.URL)...)
	if trouble := later.Nodes.ListTrouble; !strings.Contains(trouble, " ago is used") || !strings.Contains(trouble, "403") {
		t.Errorf("trouble %q", trouble)
	}
	if !strings.Contains(output.Err, " ago is used") {
		t.Errorf("not said: %s", output.Err)
	}
	if later.Nodes.Reasons["none"] != len(farm) {
		t.Errorf("%v", later.Nodes.Reasons)
	}
}

func TestCrawlSaysWhatItNeeds(t *testing.T) {
	for words, arguments := range map[string][]string{
		"--rpc URL (a chain), --nodes FILE, or both": {},
		"no-such-file":            {"--nodes", "/no-such-file"},
		"is no duration":          {"--nodes", "x", "--retention", "soon"},
		"is not I/N":              {"--nodes", "x", "--shard", "3/2"},
		"geo.mmdb cannot be read": {"--nodes", "x", "--geo-db", "/geo.mmdb"},
		"start one nodestats-crawl for each receiver": {"--nodes", "x", "--remote-write", "http://a", "--remote-write",
			"http://b", "--remote-write-header", "Authorization: Bearer a"},
	} {
		output := Run(t, "NODESTATS_CRAWL", "", append([]string{"crawl", "--store", NewStore(t)}, arguments...)...)
		if output.Code == 0 || !strings.Contains(output.Err, words) {
			t.Errorf("%v: exit %d: %s", arguments, output.Code, output.Err)
		}
	}
}

func TestShardsShareTheNodesOut(t *testing.T) {
	const nodes = 40
	_, list := StartFarm(t, nodes)
	asked := 0
	for _, shard := range []string{"1/3", "2/3", "3/3"} {
		crawled, _ := Crawl(t, NewStore(t), "--nodes", list, "--shard", shard)
		if len(crawled.Nodes.Nodes) == 0 || len(crawled.Nodes.Nodes) == nodes {
			t.Errorf("shard %s has %d nodes", shard, len(crawled.Nodes.Nodes))
		}
		asked += len(crawled.Nodes.Nodes)
	}
	if asked != nodes {
		t.Errorf("%d nodes were asked, not %d", asked, nodes)
	}
}

func TestStoppingACrawlKeepsWhatItHas(t *testing.T) {
	farm, list := StartFarm(t, 2, "-misbehave", "hang")
	store := NewStore(t)
	process := Start(t, "NODESTATS_CRAWL", append([]string{"crawl"}, CrawlFlags(store, "--nodes", list, "--deadline", "1m")...)...)
	time.Sleep(time.Second)
	process.Process.Signal(os.Interrupt)
	begun := time.Now()
	process.Wait()
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	if code := process.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code %d", code)
	}
	crawled, _ := Crawl(t, store, "--nodes", list, "--deadline", "5s", "--attempts", "1")
	if state := crawled.State(t, farm[1]); state.Reason != "none" {
		t.Errorf("%+v", state)
	}
}
