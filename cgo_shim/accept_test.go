//go:build nodestats && cgo

package nodestats

import (
	"slices"
	"strings"
	"testing"
)

const (
	prometheus2Accept = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75," +
		"text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
	prometheus3Accept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
		"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4," +
		"text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
	prometheusProtobufAccept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6," +
		prometheus3Accept
	browserAccept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
)

func TestTheClientsAcceptChoosesTheForm(t *testing.T) {
	tests := []struct {
		accept string
		want   format
	}{
		{"", formatText},
		{"*/*", formatText},
		{"*", formatText},
		{"text/*", formatText},
		{browserAccept, formatText},
		{"image/png", formatText},
		{prometheus2Accept, formatOpenMetrics},
		{prometheus3Accept, formatOpenMetrics},
		{prometheusProtobufAccept, formatMetricFamily},
		{"application/vnd.google.protobuf", formatMetricFamily},
		{`application/vnd.google.protobuf;encoding="delimited"`, formatMetricFamily},
		{"application/vnd.google.protobuf;encoding=text", formatText},
		{"application/openmetrics-text;version=2.0.0", formatText},
		{"application/openmetrics-text", formatOpenMetrics},
		{"text/plain;version=1.0.0, application/json;q=0.1", formatJSON},
		{"application/json", formatJSON},
		{"APPLICATION/JSON ; Q=0.3", formatJSON},
		{"application/json, text/plain, */*", formatJSON},
		{"text/plain, application/json", formatText},
		{"application/json;q=0.5, application/x-protobuf;q=0.501", formatProtobuf},
		{"application/protobuf", formatProtobuf},
		{"text/plain;q=0, */*", formatOpenMetrics},
		{"text/*;q=0, */*;q=0.5", formatOpenMetrics},
		{"application/json;q=0", formatText},
		{"application/json;q=NaN, application/x-protobuf;q=0.1", formatProtobuf},
		{"application/json;q=7, application/x-protobuf;q=0.1", formatProtobuf},
		{"application/json;q=-1", formatText},
		{";;;,,,=/=;q", formatText},
	}
	for _, test := range tests {
		if got := chooseOffer(summaryOffers, []string{test.accept}).format; got != test.want {
			t.Errorf("Accept %q gives format %d, want %d", test.accept, got, test.want)
		}
	}
}

func TestSeveralAcceptLinesAreOneList(t *testing.T) {
	lines := []string{"text/plain;q=0.2", "application/json;q=0.4"}
	if got := chooseOffer(summaryOffers, lines).format; got != formatJSON {
		t.Errorf("format %d", got)
	}
	if got := chooseOffer(summaryOffers, nil).format; got != formatText {
		t.Errorf("format %d without the header", got)
	}
}

func TestAnAbsurdAcceptIsNotRead(t *testing.T) {
	for _, absurd := range [][]string{
		{strings.Repeat("application/json,", 64<<10/17)},
		{"application/json;" + strings.Repeat("q=1;", 16<<10)},
		{strings.Repeat("a", 64<<10)},
		slices.Repeat([]string{"application/json"}, 64<<10/16),
	} {
		for i, element := range elements(absurd) {
			t.Fatalf("element %d is read: %.60q", i, element.name)
		}
		if got := chooseOffer(summaryOffers, absurd).format; got != formatText {
			t.Errorf("format %d for %d lines of %d bytes", got, len(absurd), len(absurd[0]))
		}
	}
}

func TestGzipIsForThoseWhoTakeIt(t *testing.T) {
	for header, want := range map[string]bool{
		"":                            false,
		"gzip":                        true,
		"GZIP":                        true,
		"gzip;q=0":                    false,
		"gzip;q=0.000":                false,
		"gzip;q=0.001":                true,
		"br, deflate":                 false,
		"br, gzip;q=0.5":              true,
		"*":                           true,
		"*;q=0":                       false,
		"gzip;q=0, *":                 false,
		"*, gzip;q=0":                 false,
		"identity":                    false,
		"gzip;q=oh":                   false,
		strings.Repeat("gzip,", 1000): false,
	} {
		if got := acceptsGzip([]string{header}); got != want {
			t.Errorf("Accept-Encoding %.20q: %v, want %v", header, got, want)
		}
	}
}
