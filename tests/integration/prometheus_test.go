package integration

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// watch puts a proxy in front of a node, and tells which content types it handed on.
func watch(t *testing.T, target string) (address string, contentTypes func() map[string]int) {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	var lock sync.Mutex
	seen := map[string]int{}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	proxy.ModifyResponse = func(response *http.Response) error {
		lock.Lock()
		defer lock.Unlock()
		mediaType, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
		seen[mediaType]++
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String(), func() map[string]int {
		lock.Lock()
		defer lock.Unlock()
		return seen
	}
}

// prometheus is a running one, with a folder and a port of its own.
type prometheus struct{ address string }

const prometheusConfig = `
global:
  scrape_interval: 1s
%s
scrape_configs:
  - job_name: direct
    scheme: https
    tls_config: {insecure_skip_verify: true}
    metrics_path: /nodestats
    static_configs: [{targets: ["%s"]}]
  - job_name: watched
    metrics_path: /nodestats
    static_configs: [{targets: ["%s"]}]
`

// startPrometheus scrapes a node at its address, and through a proxy that watches.
func startPrometheus(t *testing.T, direct, watched, settings string, flags ...string) *prometheus {
	t.Helper()
	folder, p := t.TempDir(), &prometheus{freeAddress(t)}
	config := filepath.Join(folder, "prometheus.yml")
	if err := os.WriteFile(config, fmt.Appendf(nil, prometheusConfig, settings, direct, watched), 0o600); err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(environment(t, "NODESTATS_PROMETHEUS"), append(flags, "--config.file="+config,
		"--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+p.address, "--log.level=warn")...)
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Signal(syscall.SIGTERM)
		command.Wait()
		log.Close()
		if text, _ := os.ReadFile(log.Name()); t.Failed() || strings.Contains(string(text), "level=err") {
			t.Errorf("Prometheus' log:\n%s", text)
		}
	})
	return p
}

// query asks for an expression's value now. The labels that Prometheus adds to what it scraped are left out.
func (p *prometheus) query(t *testing.T, expression string) samples {
	t.Helper()
	all := samples{}
	response, err := http.Get("http://" + p.address + "/api/v1/query?query=" + url.QueryEscape(expression))
	if err != nil {
		return all // not up yet
	}
	defer response.Body.Close()
	var answer struct {
		Data struct {
			Result []struct {
				Metric map[string]string
				Value  [2]any
			}
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return all
	}
	for _, series := range answer.Data.Result {
		name := series.Metric["__name__"]
		for _, added := range []string{"__name__", "job", "instance"} {
			delete(series.Metric, added)
		}
		value, err := strconv.ParseFloat(series.Value[1].(string), 64)
		if err != nil {
			t.Fatal(err)
		}
		all.add(t, name, series.Metric, value)
	}
	return all
}

// prometheusVersion is that of the one under test, as 2.42 is 242.
func prometheusVersion(t *testing.T) int {
	t.Helper()
	var major, minor int
	if _, err := fmt.Sscanf(string(run(t, nil, environment(t, "NODESTATS_PROMETHEUS"), "--version")),
		"prometheus, version %d.%d", &major, &minor); err != nil {
		t.Fatal(err)
	}
	return 100*major + minor
}

func TestPrometheusScrapesTheNodeInEachProtocol(t *testing.T) {
	askForProtobuf, flags := "  scrape_protocols: [PrometheusProto]", []string(nil)
	if prometheusVersion(t) < 249 { // before it had the setting, this made it prefer protobuf
		askForProtobuf, flags = "", []string{"--enable-feature=native-histograms"}
	}
	for _, test := range []struct {
		name, settings string
		flags          []string
		mediaType      string
		want           func(samples) samples
	}{
		{"by default", "", nil, "application/openmetrics-text", samples.inDecimals},
		{"protobuf", askForProtobuf, flags, "application/vnd.google.protobuf", maps.Clone[samples]},
	} {
		t.Run(test.name, func(t *testing.T) {
			node := theDay(t).node
			watched, contentTypes := watch(t, node.url)
			prometheus := startPrometheus(t, node.address, watched, test.settings, test.flags...)
			eventually(t, "two scrapes of each job", func() bool {
				return prometheus.query(t, `count(sum_over_time(up[5m]) >= 2)`)["{}"] == 2
			})
			for _, job := range []string{"direct", "watched"} {
				requireEqual(t, job, prometheus.query(t, fmt.Sprintf(`{job=%q,__name__=~"nodestats_.*"}`, job)), test.want(expected(t, node, time.Hour)))
			}
			if seen := contentTypes(); len(seen) != 1 || seen[test.mediaType] < 2 {
				t.Errorf("Prometheus was given %v, not %s twice", seen, test.mediaType)
			}
		})
	}
}
