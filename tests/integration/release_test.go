package integration

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// number is a 64-bit integer, which proto3 JSON writes as a string.
type number int64

func (n *number) UnmarshalJSON(data []byte) error {
	value, err := strconv.ParseInt(strings.Trim(string(data), `"`), 10, 64)
	*n = number(value)
	return err
}

// release is a nodestats.v1.Release, and the bytes that it came in.
type release struct {
	payload, signature []byte

	Window          string   `json:"window"`
	Start           number   `json:"start_unix_seconds"`
	End             number   `json:"end_unix_seconds"`
	CoveredHours    []uint32 `json:"covered_hours"`
	PrivacyMode     string   `json:"privacy_mode"`
	Epsilon         float64  `json:"epsilon"`
	Domains         []domain `json:"domains"`
	Vectors         []vector `json:"vectors"`
	InstanceID      string   `json:"instance_id"`
	SoftwareVersion string   `json:"software_version"`
	Kinds           []string `json:"kinds"`
	GeoDatabase     *struct {
		Type  string `json:"type"`
		Build number `json:"build_unix_seconds"`
	} `json:"geo_database"`
	ChainID   number `json:"chain_id"`
	Signer    string `json:"signer"`
	Recipient string `json:"recipient"`
}

type domain struct {
	Name string   `json:"name"`
	Keys []string `json:"keys"`
}

type vector struct {
	Name        string    `json:"name"`
	Domains     []string  `json:"domains"`
	Values      []number  `json:"values"`
	Indexes     []uint32  `json:"indexes"`
	Divisor     number    `json:"divisor"`
	Unit        string    `json:"unit"`
	NoiseScale  []float64 `json:"noise_scale"`
	NoiseStddev []float64 `json:"noise_stddev"`
}

// parseSummary reads a serialized nodestats.v1.Summary.
func parseSummary(t *testing.T, data []byte) []release {
	t.Helper()
	var releases []release
	for _, signed := range messages(parseProto(t, "Summary", data).ProtoReflect(), "releases") {
		payload := field(signed, "payload").Bytes()
		r := toRelease(t, parseProto(t, "Release", payload).ProtoReflect())
		r.payload, r.signature = payload, field(signed, "signature").Bytes()
		releases = append(releases, r)
	}
	return releases
}

func toRelease(t *testing.T, message protoreflect.Message) release {
	t.Helper()
	text, err := protojson.MarshalOptions{UseProtoNames: true, EmitUnpopulated: true}.Marshal(message.Interface())
	if err != nil {
		t.Fatal(err)
	}
	var r release
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// keys are a domain's classes.
func (r *release) keys(t *testing.T, name string) []string {
	t.Helper()
	for _, d := range r.Domains {
		if d.Name == name {
			return d.Keys
		}
	}
	t.Fatalf("release %s lacks the domain %q", r.Window, name)
	return nil
}

func (r *release) vector(t *testing.T, name string) *vector {
	t.Helper()
	for i := range r.Vectors {
		if r.Vectors[i].Name == name {
			return &r.Vectors[i]
		}
	}
	t.Fatalf("release %s lacks the vector %s", r.Window, name)
	return nil
}

// figures gives a vector's figures that are not zero, by class; the classes of several domains stand side by side.
func (r *release) figures(t *testing.T, name string) map[string]float64 {
	t.Helper()
	v, all := r.vector(t, name), map[string]float64{}
	for i, value := range v.Values {
		if value != 0 {
			all[strings.Join(r.classes(t, v, i), " ")] = float64(value) / float64(v.Divisor)
		}
	}
	return all
}

// classes names the classes of a dense vector's value i, one for each of its domains; the last domain runs fastest.
func (r *release) classes(t *testing.T, v *vector, i int) []string {
	t.Helper()
	names := make([]string, len(v.Domains))
	for d := len(v.Domains) - 1; d >= 0; d-- {
		keys := r.keys(t, v.Domains[d])
		names[d] = keys[i%len(keys)]
		i /= len(keys)
	}
	if i != 0 {
		t.Fatalf("%s over %v has more values than its domains have classes", v.Name, v.Domains)
	}
	return names
}

// label is a domain's name in the Prometheus forms, where sources and renditions share one.
func label(domain string) string {
	if domain == "source_rung" {
		return "rung"
	}
	return domain
}

var windowNames = map[string]string{"WINDOW_1H": "1h", "WINDOW_4H": "4h", "WINDOW_24H": "24h"}

// addSamples adds what a reader of the Prometheus forms has to find of a release's vectors.
func (r *release) addSamples(t *testing.T, into samples) {
	t.Helper()
	for i := range r.Vectors {
		v := &r.Vectors[i]
		if slices.Contains(v.Domains, "cell") {
			continue // sparse, and empty: the database has no coordinates
		}
		for j, value := range v.Values {
			labels := map[string]string{"window": windowNames[r.Window]}
			for d, class := range r.classes(t, v, j) {
				labels[label(v.Domains[d])] = class
			}
			into.add(t, "nodestats_"+v.Name, labels, float64(value)/float64(v.Divisor))
		}
	}
}

var modeNames = map[string]string{"PRIVACY_MODE_STREAM_HOUR": "stream-hour", "PRIVACY_MODE_STREAM_DAY": "stream-day",
	"PRIVACY_MODE_BINNED": "binned"}

// addNoise adds what the Prometheus forms say of a vector's noise: one number, or one for each class where they differ.
func (r *release) addNoise(t *testing.T, v *vector, into samples) {
	t.Helper()
	labels := map[string]string{"window": windowNames[r.Window], "vector": v.Name}
	switch len(v.NoiseStddev) {
	case 0:
		into.add(t, "nodestats_noise_stddev", labels, 0)
	case 1:
		into.add(t, "nodestats_noise_stddev", labels, math.Round(v.NoiseStddev[0]*1e9)/1e9)
	default: // of pixels: whole ones
		for i, stddev := range v.NoiseStddev {
			with := maps.Clone(labels)
			with[label(v.Domains[0])] = r.classes(t, v, i)[0]
			into.add(t, "nodestats_noise_stddev", with, math.Round(stddev))
		}
	}
}

// newest picks the newest release of each window, as the Prometheus forms do.
func newest(releases []release) []release {
	byWindow := map[string]release{}
	for _, r := range releases {
		if r.End >= byWindow[r.Window].End {
			byWindow[r.Window] = r
		}
	}
	return slices.Collect(maps.Values(byWindow))
}

// ofWindow picks the releases of one window, oldest first.
func ofWindow(releases []release, window string) []release {
	return slices.DeleteFunc(slices.Clone(releases), func(r release) bool { return r.Window != window })
}
