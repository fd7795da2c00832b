package bench

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// What a straightforward exporter does with a segment: for each rendition it finds the counter by its labels in
// client_golang, and adds the pixels.
func BenchmarkClientGolang(b *testing.B) {
	pixels := prometheus.NewCounterVec(
		prometheus.CounterOpts{Name: "encoded_pixels_total", Help: "Pixels encoded."}, []string{"region", "rung"})
	prometheus.NewRegistry().MustRegister(pixels)
	regions := []string{"Northern America", "Western Europe", "Southern Asia", "South America"}
	rungs := []string{"720p", "480p", "360p", "240p"}
	b.ReportAllocs()
	for i := range b.N {
		for _, rung := range rungs {
			pixels.WithLabelValues(regions[i%len(regions)], rung).Add(1e6)
		}
	}
}
