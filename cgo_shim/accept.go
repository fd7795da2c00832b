//go:build nodestats && cgo

package nodestats

import "strings"

// offer is a form in which the summary can be had.
type offer struct {
	format      format
	mediaType   string
	params      map[string]string // what the media type's parameters have to be where a client names them
	contentType string
}

var (
	textOffer = offer{formatText, "text/plain", map[string]string{"version": "0.0.4"},
		"text/plain; version=0.0.4; charset=utf-8"}
	openMetricsOffer = offer{formatOpenMetrics, "application/openmetrics-text", map[string]string{"version": "1.0.0"},
		"application/openmetrics-text; version=1.0.0; charset=utf-8"}
	metricFamilyOffer = offer{formatMetricFamily, "application/vnd.google.protobuf",
		map[string]string{"proto": "io.prometheus.client.MetricFamily", "encoding": "delimited"},
		"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"}
	jsonOffer      = offer{formatJSON, "application/json", nil, "application/json"}
	protobufOffer  = offer{formatProtobuf, "application/x-protobuf", nil, "application/x-protobuf"}
	protobufOffer2 = offer{formatProtobuf, "application/protobuf", nil, "application/protobuf"}
)

// What is offered, the preferred first: it is given where the client does not choose, or wants something else.
var (
	summaryOffers = []offer{textOffer, openMetricsOffer, metricFamilyOffer, jsonOffer, protobufOffer, protobufOffer2}
	exactOffers   = []offer{textOffer, jsonOffer}
)

// chooseOffer negotiates by RFC 9110, section 12.5.1: the offer that the client weighs most; among equals the one that
// it names first.
func chooseOffer(offers []offer, accept []string) *offer {
	best, bestQuality, bestPosition := &offers[0], 0, 0
	for i := range offers {
		quality, position := offers[i].quality(accept)
		if quality > bestQuality || quality == bestQuality && quality > 0 && position < bestPosition {
			best, bestQuality, bestPosition = &offers[i], quality, position
		}
	}
	return best
}

// quality is what the most specific range that fits says of the offer, in thousandths, and that range's position.
func (o *offer) quality(accept []string) (quality, position int) {
	closest := -1
	for i, element := range elements(accept) {
		if specificity := o.fits(element); specificity > closest {
			closest, quality, position = specificity, element.quality, i
		}
	}
	return quality, position
}

// fits is -1 where the range does not cover the offer, and the higher the more specific it is.
func (o *offer) fits(e element) int {
	mainType, _, _ := strings.Cut(o.mediaType, "/")
	switch wanted, wildcard := strings.CutSuffix(e.name, "/*"); {
	case e.name == "*/*" || e.name == "*":
		return 0
	case wildcard && strings.EqualFold(wanted, mainType):
		return 1
	case !strings.EqualFold(e.name, o.mediaType):
		return -1
	}
	specificity := 2
	for name, value := range e.params() {
		have, known := o.params[name]
		if known && !strings.EqualFold(value, have) {
			return -1
		}
		if known {
			specificity++
		}
	}
	return specificity
}

// acceptsGzip tells whether the client takes a gzip body.
func acceptsGzip(acceptEncoding []string) bool {
	quality, named := 0, false
	for _, element := range elements(acceptEncoding) {
		switch {
		case strings.EqualFold(element.name, "gzip"):
			quality, named = element.quality, true
		case element.name == "*" && !named:
			quality = element.quality
		}
	}
	return quality > 0
}
