package network

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// promtool runs it, and fails the test with what it says where it is not content.
func promtool(t *testing.T, arguments ...string) {
	t.Helper()
	if output := Run(t, "NODESTATS_PROMTOOL", "", arguments...); output.Code != 0 {
		t.Errorf("promtool %s: %s%s", strings.Join(arguments, " "), output.Out, output.Err)
	}
}

func TestPromtoolTakesRulesAndConfigurations(t *testing.T) {
	promtool(t, "check", "rules", prometheusFolder+"rules.yml", prometheusFolder+"alerts.yml")
	promtool(t, "check", "config", prometheusFolder+"prometheus.yml")
	promtool(t, "check", "config", "--agent", prometheusFolder+"agent.yml")
}

func TestRulesAndAlertsGiveWhatIsExpected(t *testing.T) {
	tests, err := filepath.Glob(prometheusFolder + "tests/*_test.yml")
	if err != nil || len(tests) < 2 {
		t.Fatalf("%v, %v", tests, err)
	}
	promtool(t, append([]string{"test", "rules"}, tests...)...)
}

func TestRulesAreThoseThatTheScriptMakes(t *testing.T) {
	made, err := exec.Command("python3", prometheusFolder+"make_rules.py").Output()
	if err != nil {
		t.Fatal(err)
	}
	held, err := os.ReadFile(prometheusFolder + "rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	if string(made) != string(held) {
		t.Error("rules.yml is out of date: crawler/prometheus/make_rules.py > crawler/prometheus/rules.yml")
	}
}

// relabelCase is one of those that the crawler's own relabeling is tested with.
type relabelCase struct {
	Name   string
	Rules  json.RawMessage
	Labels map[string]string
	Want   map[string]string // nil: dropped
	Bad    string
}

func TestPrometheusRelabelsAsTheCrawlerIsTestedTo(t *testing.T) {
	text, err := os.ReadFile("../crawler/remote_write/relabel_cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []relabelCase
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 50 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Name, c.compare)
	}
}

// compare has promtool relabel a target that has the case's labels.
func (c relabelCase) compare(t *testing.T) {
	t.Parallel()
	config, err := json.Marshal(map[string]any{"scrape_configs": []any{map[string]any{
		"job_name": "j", "relabel_configs": c.Rules,
		"static_configs": []any{map[string]any{"targets": []string{"target:1"}, "labels": c.Labels}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "config.yml")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	output := Run(t, "NODESTATS_PROMTOOL", "", "check", "service-discovery", "--timeout", "1s", file, "j")
	if c.Bad != "" || output.Code != 0 {
		if (c.Bad != "") != (output.Code != 0) {
			t.Errorf("promtool: exit %d: %s%s", output.Code, output.Out, output.Err)
		}
		return
	}
	var targets []struct{ Labels map[string]string }
	if start := strings.Index(output.Out, "["); start < 0 || json.Unmarshal([]byte(output.Out[start:]), &targets) != nil || len(targets) != 1 {
		t.Fatalf("%s%s", output.Out, output.Err)
	}
	got := targets[0].Labels
	// What a target has beside.
	maps.DeleteFunc(got, func(name, _ string) bool {
		return strings.HasPrefix(name, "__") || name == "instance" || name == "job"
	})
	if len(got) > 0 != (c.Want != nil) || !maps.Equal(got, c.Want) {
		t.Errorf("Prometheus makes %v, wanted %v", got, c.Want)
	}
}
