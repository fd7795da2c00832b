package network

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

func (r *rails) compareVmalert(t *testing.T) {
	for _, window := range []string{"24h", "7d"} {
		want := r.readView(t, window).expect(window)
		Eventually(t, func() error {
			r.victoria.NoticeNewSeries(t)
			got, err := r.victoria.Ask(fmt.Sprintf(`{__name__=~"network:.*%s"}`, window), time.Now(), "ruler")
			if err != nil {
				return err
			}
			return compareRules(got, want)
		})
	}
}

// VictoriaMetrics by itself takes the value before where a subquery's step has none.
func TestADayWithoutAReleaseIsNotTheDayBeforeInVictoriaMetrics(t *testing.T) {
	v := StartVictoria(t)
	midnight := time.Now().UTC().Truncate(24 * time.Hour)
	var lines strings.Builder
	for _, age := range []int{0, 1, 3, 4} {
		at := midnight.AddDate(0, 0, -age).UnixMilli()
		labels := `{recipient="0xa",node_instance="1",window="24h"`
		fmt.Fprintf(&lines, "nodestats_covered_seconds%s} 7200 %d\n", labels, at)
		fmt.Fprintf(&lines, "nodestats_release_info%s,privacy_mode=\"stream-day\"} 1 %d\n", labels, at)
	}
	v.post(t, "/api/v1/import/prometheus", lines.String())
	v.NoticeNewSeries(t)
	text, err := os.ReadFile(prometheusFolder + "rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`record: node:nodestats_covered_hours:day\n +expr: \|\n +(.*)\n +labels: {age: "(.)", cohort: "total"}`)
	found := rule.FindAllStringSubmatch(string(text), -1)
	if len(found) != 7 {
		t.Fatalf("%d rules", len(found))
	}
	for _, match := range found {
		want := 0
		if strings.Contains("0134", match[2]) {
			want = 1
		}
		got, err := v.Ask(match[1], midnight.Add(16*time.Minute))
		if err != nil || len(got) != want || (want == 1 && got[`{node_instance="1",recipient="0xa"}`] != 2) {
			t.Errorf("%s days ago: %v, %v", match[2], got, err)
		}
	}
}
