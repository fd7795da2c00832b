package main

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// report is nodestats.v1.Report, as far as it is shown.
type report struct {
	Releases []release `json:"releases"`
}

type release struct {
	Window       string   `json:"window"`
	Mode         string   `json:"privacyMode"`
	Epsilon      float64  `json:"epsilon"`
	End          int64    `json:"endUnixSeconds,string"`
	CoveredHours []uint32 `json:"coveredHours"`
	Signer       string   `json:"signer"`
	Domains      []struct {
		Name string   `json:"name"`
		Keys []string `json:"keys"`
	} `json:"domains"`
	Vectors []struct {
		Name    string    `json:"name"`
		Domains []string  `json:"domains"`
		Values  []string  `json:"values"` // 64-bit numbers are strings in this form
		Divisor float64   `json:"divisor,string"`
		Stddev  []float64 `json:"noiseStddev"`
	} `json:"vectors"`
}

// report asks the node what it publishes.
func (n *node) report() (*report, error) {
	answer, err := n.ask(http.MethodGet, n.service+"/nodestats", http.Header{"Accept": {"application/json"}}, nil)
	if err != nil {
		return nil, err
	}
	var r report
	if err := json.Unmarshal(answer, &r); err != nil {
		return nil, err
	}
	return &r, nil
}

// newest is the last release of a window, or nil.
func (r *report) newest(window string) *release {
	for i := range slices.Backward(r.Releases) {
		if r.Releases[i].Window == window {
			return &r.Releases[i]
		}
	}
	return nil
}

func (r *release) end() string { return time.Unix(r.End, 0).UTC().Format("2006-01-02 15:04") }

func (r *release) keys(domain string) []string {
	for _, d := range r.Domains {
		if d.Name == domain {
			return d.Keys
		}
	}
	return nil
}

// figure is a published number, and the standard deviation of the noise in it.
type figure struct {
	value, stddev float64
}

// figures are a vector's, by class, and none where the release lacks the vector; those of a vector over two domains are
// summed over the second.
func (r *release) figures(vector string) map[string]figure {
	all := map[string]figure{}
	for _, v := range r.Vectors {
		if v.Name != vector {
			continue
		}
		keys := []string{""}
		if len(v.Domains) > 0 {
			keys = r.keys(v.Domains[0])
		}
		for i, text := range v.Values {
			value, _ := strconv.ParseFloat(text, 64) // the node's own numbers
			key := keys[i*len(keys)/len(v.Values)]
			sum := all[key]
			sum.value += value / v.Divisor
			if len(v.Stddev) > 0 {
				sum.stddev = math.Hypot(sum.stddev, v.Stddev[i%len(v.Stddev)])
			}
			all[key] = sum
		}
	}
	return all
}
