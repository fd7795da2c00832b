package integration

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// samples are figures by series, written as `name{label="value",...}` with the labels in order.
type samples map[string]float64

func (s samples) add(t *testing.T, name string, labels map[string]string, value float64) {
	t.Helper()
	key := seriesName(name, labels)
	if _, twice := s[key]; twice {
		t.Fatalf("%s is there twice", key)
	}
	s[key] = value
}

func seriesName(name string, labels map[string]string) string {
	pairs := make([]string, 0, len(labels))
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		pairs = append(pairs, fmt.Sprintf("%s=%q", label, labels[label]))
	}
	return name + "{" + strings.Join(pairs, ",") + "}"
}

// withPrefix picks the series whose names begin with any of the prefixes.
func (s samples) withPrefix(prefixes ...string) samples {
	picked := samples{}
	for key, value := range s {
		if slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			picked[key] = value
		}
	}
	return picked
}

// lastDecimal is how far a figure in nine decimals may be from its double: their halves are not rounded alike.
const lastDecimal = 1.5e-9

// requireEqual compares two forms of the same figures, value for value.
func requireEqual(t *testing.T, what string, got, want samples) {
	t.Helper()
	if len(want) == 0 {
		t.Fatalf("%s: nothing to compare with", what)
	}
	differences := 0
	report := func(format string, args ...any) {
		if differences++; differences <= 10 {
			t.Errorf(what+": "+format, args...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if value, ok := got[key]; !ok {
			report("%s is missing", key)
		} else if math.Abs(value-want[key]) > lastDecimal {
			report("%s is %v, not %v", key, value, want[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok {
			report("%s is too much", key)
		}
	}
	if differences > 10 {
		t.Errorf("%s: %d differences in all", what, differences)
	}
}

// parseText reads Prometheus text 0.0.4.
func parseText(t *testing.T, text []byte) samples {
	t.Helper()
	var parser expfmt.TextParser
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("Prometheus text: %v", err)
	}
	all := samples{}
	for _, family := range families {
		addFamily(t, all, family)
	}
	return all
}

// parseFamilies reads length-delimited io.prometheus.client.MetricFamily messages.
func parseFamilies(t *testing.T, data []byte) samples {
	t.Helper()
	all := samples{}
	decoder := expfmt.NewDecoder(bytes.NewReader(data), expfmt.NewFormat(expfmt.TypeProtoDelim))
	for {
		var family dto.MetricFamily
		err := decoder.Decode(&family)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("delimited MetricFamily: %v", err)
		}
		addFamily(t, all, &family)
	}
}

func addFamily(t *testing.T, all samples, family *dto.MetricFamily) {
	t.Helper()
	for _, metric := range family.GetMetric() {
		labels := map[string]string{}
		for _, pair := range metric.GetLabel() {
			labels[pair.GetName()] = pair.GetValue()
		}
		switch family.GetType() {
		case dto.MetricType_GAUGE:
			all.add(t, family.GetName(), labels, metric.GetGauge().GetValue())
		case dto.MetricType_COUNTER:
			all.add(t, family.GetName(), labels, metric.GetCounter().GetValue())
		default:
			t.Fatalf("%s is of type %s: noised figures are gauges, no other type is expected", family.GetName(), family.GetType())
		}
	}
}
