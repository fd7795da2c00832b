package integration

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Every form in which the summary can be had, by its media type.
var forms = map[string]string{
	"text":         "text/plain;version=0.0.4",
	"OpenMetrics":  "application/openmetrics-text;version=1.0.0",
	"MetricFamily": "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
	"JSON":         "application/json",
	"protobuf":     "application/x-protobuf",
}

func (n *node) form(t *testing.T, name string) []byte {
	t.Helper()
	answer := n.get(t, "/nodestats", "Accept", forms[name])
	wanted, _, _ := strings.Cut(forms[name], ";")
	if given, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); given != wanted {
		t.Fatalf("asked for %s, given %s", wanted, given)
	}
	return answer.body
}

// expected gives the Prometheus samples of the newest releases, from the signed ones, of a node whose shortest window is
// as long as given.
func expected(t *testing.T, n *node, next time.Duration) samples {
	t.Helper()
	all := samples{}
	for _, r := range newest(n.releases(t, "")) {
		r.addSamples(t, all)
		window := map[string]string{"window": windowNames[r.Window]}
		all.add(t, "nodestats_release_end_timestamp_seconds", window, float64(r.End))
		all.add(t, "nodestats_covered_seconds", window, 3600*float64(len(r.CoveredHours)))
		all.add(t, "nodestats_geo_database_build_timestamp_seconds", window, float64(r.GeoDatabase.Build))
		for i := range r.Vectors {
			r.addNoise(t, &r.Vectors[i], all)
		}
		all.add(t, "nodestats_release_info", map[string]string{"window": windowNames[r.Window],
			"privacy_mode": modeNames[r.PrivacyMode], "epsilon": strconv.Itoa(int(r.Epsilon)), "kinds": "transcode", "software_version": r.SoftwareVersion, "geo_database": r.GeoDatabase.Type,
			"instance_id": r.InstanceID, "chain_id": "42161", "signer": r.Signer, "recipient": r.Recipient}, 1)
		all["nodestats_build_info"+seriesName("", map[string]string{"version": r.SoftwareVersion})] = 1
		all["nodestats_next_release_timestamp_seconds{}"] = float64(r.End) + next.Seconds() + 10
	}
	return all
}

// inDecimals gives the samples as the text forms write them: to nine decimals, of which large doubles have none.
func (s samples) inDecimals() samples {
	const places, large = 1e9, 1e6
	rounded := samples{}
	for key, value := range s {
		if math.Abs(value) < large {
			value = math.Round(value*places) / places
		}
		rounded[key] = value
	}
	return rounded
}

func TestEveryFormTellsTheSameValueForValue(t *testing.T) {
	node := theDay(t).node
	want := expected(t, node, time.Hour)
	if len(want) < 1000 {
		t.Fatalf("only %d series are expected: vectors are dense", len(want))
	}
	requireEqual(t, "MetricFamily", parseFamilies(t, node.form(t, "MetricFamily")), want)
	requireEqual(t, "text", parseText(t, node.form(t, "text")), want.inDecimals())
	requireEqual(t, "OpenMetrics", parseOpenMetrics(t, node.form(t, "OpenMetrics")), want.inDecimals())
}

func TestJSONHoldsTheSignedReleasesFieldForField(t *testing.T) {
	node := theDay(t).node
	report := parseJSON(t, "Report", node.form(t, "JSON")).ProtoReflect()
	if field(report, "note").String() == "" {
		t.Error("it does not say that it cannot be verified")
	}
	summary := parseProto(t, "Summary", node.form(t, "protobuf")).ProtoReflect()
	signed, told := messages(summary, "releases"), messages(report, "releases")
	if len(signed) != 4 || len(told) != 4 {
		t.Fatalf("%d signed releases, %d told", len(signed), len(told))
	}
	for i := range signed {
		release := parseProto(t, "Release", field(signed[i], "payload").Bytes())
		if !proto.Equal(release, told[i].Interface()) {
			t.Errorf("release %d: JSON tells\n%v\nand was signed\n%v", i, told[i].Interface(), release)
		}
	}
	for _, name := range []protoreflect.Name{"software_version", "next_release_unix_seconds"} {
		if told, want := field(report, name), field(summary, name); !told.Equal(want) {
			t.Errorf("%s is %v in JSON, %v in protobuf", name, told, want)
		}
	}
}

func TestTextIsWhatPromtoolWouldWrite(t *testing.T) {
	node := theDay(t).node
	promtoolCheck(t, node.form(t, "text"))
	promtoolCheck(t, node.ask(t, http1, "GET", node.cli+"/nodestats/exact", nil).body)
}

func TestGzipHoldsTheSameBytes(t *testing.T) {
	node := theDay(t).node
	for name, mediaType := range forms {
		answer := node.get(t, "/nodestats", "Accept", mediaType, "Accept-Encoding", "gzip")
		if encoding := answer.Header.Get("Content-Encoding"); encoding != "gzip" {
			t.Errorf("%s: encoded as %q", name, encoding)
			continue
		}
		reader, err := gzip.NewReader(bytes.NewReader(answer.body))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(reader)
		if err != nil || !bytes.Equal(plain, node.form(t, name)) {
			t.Errorf("%s: gzip holds something else, %v", name, err)
		}
		if len(answer.body) >= len(plain)/2 {
			t.Errorf("%s: %d bytes of %d", name, len(answer.body), len(plain))
		}
	}
}
