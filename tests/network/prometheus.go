package network

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
)

// prometheusFolder is of what is ready for Prometheus, seen from here.
const prometheusFolder = "../../crawler/prometheus/"

// Database is anything that answers Prometheus' queries over HTTP.
type Database struct{ URL string }

// Samples are values by name and labels, such as `up{instance="a",job="b"}`.
type Samples map[string]float64

// sampleKey writes the labels in the order of their names.
func sampleKey(labels map[string]string, without ...string) string {
	var parts []string
	for name, value := range labels {
		if name != "__name__" {
			parts = append(parts, fmt.Sprintf("%s=%q", name, value))
		}
	}
	for _, name := range without {
		parts = removePrefixed(parts, name+"=")
	}
	sort.Strings(parts)
	return labels["__name__"] + "{" + strings.Join(parts, ",") + "}"
}

func removePrefixed(parts []string, prefix string) []string {
	var kept []string
	for _, part := range parts {
		if !strings.HasPrefix(part, prefix) {
			kept = append(kept, part)
		}
	}
	return kept
}

// Ask gives an expression's value at a moment. Labels that are named are left out of the keys.
func (d Database) Ask(expression string, at time.Time, without ...string) (Samples, error) {
	samples, err := d.ask(expression, at, without...)
	// Prometheus 2.42 has no answer for a moment, while it moves late samples into a block.
	for tries := 0; err != nil && strings.Contains(err.Error(), "cannot populate chunk") && tries < 20; tries++ {
		time.Sleep(100 * time.Millisecond)
		samples, err = d.ask(expression, at, without...)
	}
	return samples, err
}

func (d Database) ask(expression string, at time.Time, without ...string) (Samples, error) {
	query := url.Values{"query": {expression}, "time": {fmt.Sprint(at.Unix())}}
	response, err := http.Get(d.URL + "/api/v1/query?" + query.Encode())
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		Error string
		Data  struct {
			Result []struct {
				Metric map[string]string
				Value  [2]any
			}
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%.200s: %s, %s, %v", expression, response.Status, answer.Error, err)
	}
	samples := Samples{}
	for _, series := range answer.Data.Result {
		value, err := strconv.ParseFloat(fmt.Sprint(series.Value[1]), 64)
		if err != nil {
			return nil, err
		}
		samples[sampleKey(series.Metric, without...)] = value
	}
	return samples, nil
}

// StartPrometheus runs one with the configuration of crawler/prometheus, in which texts are replaced (old, new, old,
// new...) and everything happens each second, and takes remote write. It ends with the test.
func StartPrometheus(t testing.TB, replaced ...string) Database {
	t.Helper()
	folder := t.TempDir()
	often := strings.NewReplacer(append(replaced, "scrape_interval: 1m", "scrape_interval: 1s", "scrape_interval: 5m",
		"scrape_interval: 1s", "scrape_timeout: 30s", "scrape_timeout: 1s", "refresh_interval: 5m", "refresh_interval: 1s",
		"interval: 1m", "interval: 2s", "interval: 2m", "interval: 2s")...)
	for _, name := range []string{"prometheus.yml", "rules.yml", "alerts.yml"} {
		text, err := os.ReadFile(filepath.Join("../../crawler/prometheus", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(often.Replace(string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	address := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_PROMETHEUS", "--config.file="+filepath.Join(folder, "prometheus.yml"),
		"--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+address, "--log.level=warn",
		"--web.enable-remote-write-receiver")
	return Database{"http://" + address}
}

// AwaitReady waits until it takes requests.
func AwaitReady(t testing.TB, address string) {
	t.Helper()
	Eventually(t, func() error {
		response, err := http.Get(address)
		if err != nil {
			return err
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", address, response.Status)
		}
		return nil
	})
}

// parseText reads Prometheus' text form; of labels it leaves out empty ones and the recipient.
func parseText(t testing.TB, text string) Samples {
	t.Helper()
	samples := Samples{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		space := strings.LastIndex(line, " ")
		name, rest, _ := strings.Cut(line[:space], "{")
		var value float64
		if _, err := fmt.Sscan(line[space+1:], &value); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		labels := map[string]string{"__name__": name}
		for label := range strings.SplitSeq(strings.TrimSuffix(rest, `"}`), `",`) {
			if label, value, found := strings.Cut(label, `="`); found && value != "" {
				labels[label] = value
			}
		}
		samples[sampleKey(labels, "recipient")] = value
	}
	return samples
}
