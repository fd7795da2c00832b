package network

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Recipients of which each shard of two has at least one.
var railRecipients = [3]string{"0x00000000000000000000000000000000000000a1", "0x00000000000000000000000000000000000000b2",
	"0x00000000000000000000000000000000000000c3"}

// shownDayEnd is the end of the day that the recording rules show for the next two minutes at least.
func shownDayEnd() time.Time {
	for {
		shown := time.Now().UTC().Add(-15 * time.Minute)
		if end := shown.Truncate(24 * time.Hour); shown.Add(2*time.Minute).Truncate(24*time.Hour) == end {
			return end
		}
		time.Sleep(time.Second)
	}
}

// rails are nodes, a crawler that serves, and two databases.
type rails struct {
	nodes      []*railNode
	list       string // file of nodes
	crawler    string // URL
	prometheus Database
	victoria   *Victoria
	dayEnd     time.Time
	regions    map[string]string // by country
}

func startRails(t *testing.T) *rails {
	t.Helper()
	r := &rails{list: filepath.Join(t.TempDir(), "nodes"), victoria: StartVictoria(t), dayEnd: shownDayEnd()}
	var lines strings.Builder
	for i, mode := range []string{"stream-hour", "stream-day", "binned"} {
		n := startRailNode(t, railRecipients[i], mode, r.dayEnd, 3+i)
		r.nodes = append(r.nodes, n)
		fmt.Fprintln(&lines, n.recipient, n.service)
	}
	if err := os.WriteFile(r.list, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	listen := "127.0.0.1:" + FreePort(t)
	r.crawler = "http://" + listen
	r.prometheus = StartPrometheus(t, "127.0.0.1:9190", listen)
	Start(t, "NODESTATS_CRAWL", "serve", "--nodes", r.list, "--no-ask-nodes", "--allow-private-addresses",
		"--store", filepath.Join(t.TempDir(), "serve.db"), "--geo-db", os.Getenv("NODESTATS_GEODB"), "--listen", listen)
	AwaitReady(t, r.prometheus.URL+"/-/ready")
	AwaitReady(t, r.crawler+"/readyz")
	r.readRegions(t)
	return r
}

func (r *rails) crawl(t *testing.T, shard, store string, databases ...Database) Output {
	t.Helper()
	arguments := []string{"crawl", "--nodes", r.list, "--no-ask-nodes", "--allow-private-addresses", "--store", store,
		"--format", "none", "--shard", shard, "--remote-write-deadline", "20s"}
	for _, database := range databases {
		arguments = append(arguments, "--remote-write", database.URL+"/api/v1/write")
	}
	return Run(t, "NODESTATS_CRAWL", "", arguments...)
}

func (r *rails) mustCrawl(t *testing.T, shard, store string, databases ...Database) {
	t.Helper()
	if output := r.crawl(t, shard, store, databases...); output.Code != 0 {
		t.Fatalf("shard %s: exit %d: %s", shard, output.Code, output.Err)
	}
}

// held gives all that VictoriaMetrics was sent.
func (r *rails) held(t *testing.T) Samples {
	t.Helper()
	held, err := r.victoria.Export(`{__name__=~"nodestats_.*",node_instance!=""}`)
	if err != nil || len(held) == 0 {
		t.Fatalf("%d samples: %v", len(held), err)
	}
	return held
}

func TestPrometheusRails(t *testing.T) {
	r := startRails(t)
	stores := t.TempDir()
	one, two := filepath.Join(stores, "1.db"), filepath.Join(stores, "2.db")

	r.mustCrawl(t, "1/2", one, r.victoria.Database, r.prometheus)
	ofOne := r.held(t)
	r.victoria.Stop(t)
	if output := r.crawlWhileAway(t, two); output.Code == 0 || !strings.Contains(output.Err, "remote write to "+r.victoria.URL) {
		t.Errorf("a receiver that is away: exit %d: %s", output.Code, output.Err)
	}
	r.victoria.Resume(t)
	r.mustCrawl(t, "2/2", two, r.victoria.Database, r.prometheus)
	all := r.held(t)
	for key, value := range ofOne {
		if all[key] != value {
			t.Errorf("%s was %v before the restart, and is %v", key, value, all[key])
		}
	}
	if len(ofOne) == len(all) {
		t.Error("the second shard had nothing to send")
	}
	StartVmalert(t, r.victoria)

	t.Run("both databases hold what the nodes publish", func(t *testing.T) { r.compareWithNodes(t) })
	t.Run("sending again changes nothing", func(t *testing.T) {
		r.mustCrawl(t, "1/1", filepath.Join(stores, "again.db"), r.victoria.Database, r.prometheus)
		if again := r.held(t); !maps.Equal(all, again) {
			t.Errorf("%d samples became %d", len(all), len(again))
		}
	})
	t.Run("Prometheus finds the nodes by itself", func(t *testing.T) { r.checkScrapes(t) })
	t.Run("the rules compute the crawler's view", func(t *testing.T) { r.compareWithView(t) })
	t.Run("every panel of the dashboard has data", func(t *testing.T) { checkPanels(t, r.prometheus) })
	t.Run("vmalert computes the crawler's view", func(t *testing.T) { r.compareVmalert(t) })
}

// crawlWhileAway has shard 2 fetch, and find that nobody takes what it sends.
func (r *rails) crawlWhileAway(t *testing.T, store string) Output {
	t.Helper()
	return Run(t, "NODESTATS_CRAWL", "", "crawl", "--nodes", r.list, "--no-ask-nodes", "--allow-private-addresses", "--store",
		store, "--format", "none", "--shard", "2/2", "--remote-write", r.victoria.URL+"/api/v1/write", "--remote-write-deadline", "1s")
}

// compareWithNodes holds what each node's own text form shows against what was pushed.
func (r *rails) compareWithNodes(t *testing.T) {
	for _, n := range r.nodes {
		for name, database := range map[string]Database{"VictoriaMetrics": r.victoria.Database, "Prometheus": r.prometheus} {
			expression := fmt.Sprintf(`{__name__=~"nodestats_.*",node_instance!="",recipient=%q}`, n.recipient)
			pushed, err := database.Ask(`last_over_time(`+expression+`[2d])`, time.Now(), "node_instance", "recipient")
			if err != nil {
				t.Fatal(err)
			}
			shown := r.textForm(n)
			if len(shown) < 300 {
				t.Errorf("%s shows %d series only", n.recipient, len(shown))
			}
			for key, value := range shown {
				if got, found := pushed[key]; !found || !near(got, value) {
					t.Errorf("%s has %v (%v) for %s, the node says %v", name, got, found, key, value)
				}
			}
			if len(pushed) != len(shown) {
				t.Errorf("%s has %d series of %s, which shows %d", name, len(pushed), n.recipient, len(shown))
			}
		}
	}
}

// near allows for the nine decimals of the text form.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

// textForm reads /nodestats, but what is not of a release, and gives countries their regions.
func (r *rails) textForm(n *railNode) Samples {
	samples := Samples{}
	for key, value := range parseText(n.t, n.ask("GET", n.service+"/nodestats", nil)) {
		if strings.HasPrefix(key, "nodestats_build_info{") || strings.HasPrefix(key, "nodestats_next_release_") {
			continue
		}
		if before, rest, found := strings.Cut(key, `{country="`); found {
			country, rest, _ := strings.Cut(rest, `"`)
			key = fmt.Sprintf("%s{country=%q%s,region=%q%s", before, country, instantOf(&rest), r.regions[country], rest)
		}
		samples[key] = value
	}
	return samples
}

// instantOf takes the label between country and region by alphabet, where there is one, off a key's rest.
func instantOf(rest *string) string {
	if strings.HasPrefix(*rest, ",instant=") {
		label := (*rest)[:len(`,instant="05"`)]
		*rest = (*rest)[len(label):]
		return label
	}
	return ""
}

// readRegions takes each country's region from the crawler, which has it from the library's table.
func (r *rails) readRegions(t *testing.T) {
	t.Helper()
	r.regions = map[string]string{}
	for key := range parseText(t, r.nodes[0].ask("GET", r.crawler+"/metrics", nil)) {
		if rest, found := strings.CutPrefix(key, `nodestats_country_region{country="`); found {
			country, region, _ := strings.Cut(rest, `",region="`)
			r.regions[country] = strings.TrimSuffix(region, `"}`)
		}
	}
	if len(r.regions) != 251 {
		t.Fatalf("%d countries have a region", len(r.regions))
	}
}

func (r *rails) checkScrapes(t *testing.T) {
	Eventually(t, func() error {
		up, err := r.prometheus.Ask(`sum by (recipient, origin) (up{job="nodestats-nodes"})`, time.Now())
		if err != nil {
			return err
		}
		for _, n := range r.nodes {
			if up[fmt.Sprintf(`{origin="file",recipient=%q}`, n.recipient)] != 1 {
				return fmt.Errorf("%s is not up: %v", n.recipient, up)
			}
		}
		return nil
	})
	scraped, err := r.prometheus.Ask(`count by (recipient) (nodestats_streams_average{job="nodestats-nodes"})`, time.Now())
	if err != nil || len(scraped) != len(r.nodes) {
		t.Errorf("scraped: %v, %v", scraped, err)
	}
}

// readView reads the crawler's newest view of a window.
func (r *rails) readView(t *testing.T, window string) view {
	t.Helper()
	var v view
	text := r.nodes[0].ask("GET", r.crawler+"/api/v1/network/"+window, nil)
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", window, err)
	}
	return v
}

func (r *rails) compareWithView(t *testing.T) {
	for _, window := range []string{"24h", "7d"} {
		v := r.readView(t, window)
		if len(v.Regions) != 23 || len(v.Countries) != 251 || v.Participation.Recipients != 3 {
			t.Fatalf("%s: %+v", window, v.Participation)
		}
		want := v.expect(window)
		Eventually(t, func() error {
			got, err := r.prometheus.Ask(fmt.Sprintf(`{__name__=~"network:.*%s"}`, window), time.Now())
			if err != nil {
				return err
			}
			return compareRules(got, want)
		})
	}
	// The day's last hour is shown no longer by now: the rules' expressions are asked for it, in both databases.
	want := r.readView(t, "1h").expect("1h")
	for _, database := range []Database{r.prometheus, r.victoria.Database} {
		got := Samples{}
		for name, expression := range r.rules(t, "1h") {
			value, err := database.Ask(expression, r.dayEnd.Add(30*time.Minute))
			if err != nil || len(value) != 1 {
				t.Fatalf("%s: %v, %v", name, value, err)
			}
			for _, v := range value {
				got[name+"{}"] = v
			}
		}
		if err := compareRules(got, want); err != nil {
			t.Error(err)
		}
	}
}

// rules gives the expressions of the network's rules of a window, by name.
func (r *rails) rules(t *testing.T, window string) map[string]string {
	t.Helper()
	var answer struct {
		Data struct {
			Groups []struct {
				Rules []struct{ Name, Query, Health string }
			}
		}
	}
	text := r.nodes[0].ask("GET", r.prometheus.URL+"/api/v1/rules", nil)
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	for _, group := range answer.Data.Groups {
		for _, rule := range group.Rules {
			if rule.Health != "ok" {
				t.Errorf("%s is %s", rule.Name, rule.Health)
			}
			if strings.HasPrefix(rule.Name, "network:") && strings.HasSuffix(rule.Name, window) {
				rules[rule.Name] = rule.Query
			}
		}
	}
	return rules
}
