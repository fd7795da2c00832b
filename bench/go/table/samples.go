package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// samples holds what was measured, by name: times in nanoseconds, sizes in bytes.
type samples map[string][]float64

func (s samples) add(name string, value float64) { s[name] = append(s[name], value) }

// best and median are those of a name that was measured at least once.
func (s samples) best(name string) float64 { return slices.Min(s[name]) }

func (s samples) median(name string) float64 {
	sorted := slices.Sorted(slices.Values(s[name]))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// readFile takes in a file, whose form its name tells: .json is of Google Benchmark, .txt of lines. The names in a file
// whose own name begins with "binned" are put behind "Binned/".
func (s samples) readFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	own, prefix := samples{}, ""
	read := own.readLines
	if strings.HasSuffix(path, ".json") {
		read = own.readGoogle
	}
	if err := read(file); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if strings.HasPrefix(filepath.Base(path), "binned") {
		prefix = "Binned/"
	}
	for name, values := range own {
		s[prefix+name] = append(s[prefix+name], values...)
	}
	return nil
}

// notNumber is what Google Benchmark writes where it divided by zero, and JSON does not know.
var notNumber = regexp.MustCompile(`: -?(NaN|Infinity)\b`)

// readGoogle takes in Google Benchmark's JSON. A time is that of a call in its thread, however many threads there are.
func (s samples) readGoogle(r io.Reader) error {
	var report struct {
		Benchmarks []struct {
			Name        string   `json:"run_name"`
			Type        string   `json:"run_type"`
			Error       string   `json:"error_message"`
			Threads     float64  `json:"threads"`
			RealTime    float64  `json:"real_time"`
			TimeUnit    string   `json:"time_unit"`
			Allocations *float64 `json:"allocations"`
			SizeBytes   *float64 `json:"size_bytes"`
		} `json:"benchmarks"`
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(notNumber.ReplaceAll(text, []byte(": null")), &report); err != nil {
		return err
	}
	for _, b := range report.Benchmarks {
		if b.Error != "" {
			return fmt.Errorf("%s: %s", b.Name, b.Error)
		}
		if b.Type != "iteration" || b.TimeUnit != "ns" {
			continue
		}
		name := strings.Replace(b.Name, "/real_time", "", 1)
		s.add(name, b.RealTime*b.Threads)
		if b.Allocations != nil {
			s.add(name+"/allocations", *b.Allocations)
		}
		if b.SizeBytes != nil {
			s.add(name+"/size", *b.SizeBytes)
		}
	}
	return nil
}

// readLines takes in lines of a name and a number, and those of Go's benchmarks; any others are passed over.
func (s samples) readLines(r io.Reader) error {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 2 {
			if value, err := strconv.ParseFloat(words[1], 64); err == nil {
				s.add(words[0], value)
			}
			continue
		}
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		for i := 2; i+1 < len(words); i += 2 {
			value, err := strconv.ParseFloat(words[i], 64)
			if err != nil {
				return fmt.Errorf("%q: %w", lines.Text(), err)
			}
			switch words[i+1] {
			case "ns/op":
				s.add(words[0], value)
			case "allocs/op":
				s.add(words[0]+"/allocations", value)
			}
		}
	}
	return lines.Err()
}
