package network

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"syscall"
	"testing"
)

// Victoria is a VictoriaMetrics with a folder and a port of its own.
type Victoria struct {
	Database
	flags   []string
	process *exec.Cmd
}

// StartVictoria runs one until the test ends. What is sent twice, it keeps once.
func StartVictoria(t testing.TB) *Victoria {
	t.Helper()
	address := "127.0.0.1:" + FreePort(t)
	v := &Victoria{Database: Database{"http://" + address}, flags: []string{"-httpListenAddr=" + address,
		"-storageDataPath=" + t.TempDir(), "-retentionPeriod=1y", "-dedup.minScrapeInterval=1ms", "-loggerLevel=ERROR",
		"-memory.allowedBytes=100MB", "-search.latencyOffset=0s", "-search.disableCache"}}
	v.Resume(t)
	return v
}

// Resume starts it again after Stop.
func (v *Victoria) Resume(t testing.TB) {
	t.Helper()
	v.process = Start(t, "NODESTATS_VICTORIA", v.flags...)
	AwaitReady(t, v.URL+"/health")
}

// Stop ends it. With SIGTERM: what VictoriaMetrics says it has taken is in memory for some seconds.
func (v *Victoria) Stop(t testing.TB) {
	t.Helper()
	v.process.Process.Signal(syscall.SIGTERM)
	if err := v.process.Wait(); err != nil {
		t.Fatal(err)
	}
}

// Export gives every sample of a selector under its series and its time in milliseconds.
func (v *Victoria) Export(selector string) (Samples, error) {
	// What was sent in the last second is not shown by itself.
	if response, err := http.Get(v.URL + "/internal/force_flush"); err != nil || response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("flush: %v", err)
	}
	response, err := http.Get(v.URL + "/api/v1/export?" + url.Values{"match[]": {selector}}.Encode())
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	samples := Samples{}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var series struct {
			Metric     map[string]string
			Values     []float64
			Timestamps []int64
		}
		if err := json.Unmarshal(lines.Bytes(), &series); err != nil {
			return nil, err
		}
		for i, at := range series.Timestamps {
			key := fmt.Sprintf("%s@%d", sampleKey(series.Metric), at)
			if _, twice := samples[key]; twice {
				return nil, fmt.Errorf("%s is there twice", key)
			}
			samples[key] = series.Values[i]
		}
	}
	return samples, lines.Err()
}
