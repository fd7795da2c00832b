package bench

// What go-livepeer's orchestrator records of one segment that it transcodes itself, through OpenCensus, with its flags at
// their defaults (no -metricsPerStream, no -metricsClientIP). In the node's own functions (package monitor):
//
//	server/segment_rpc.go ServeSegment        SegmentEmerged      RecordWithTags twice, one measure each
//	                                          SegmentDownloaded   RecordWithTags, two measures
//	                                          MilPixelsProcessed  RecordWithTags, one measure
//	core/orchestrator.go  transcodeSeg        SegmentTranscoded   tag.New with three tags, Record, three measures
//
// which is 4 RecordWithTags and 1 Record, however many renditions there are. Where it is paid, on-chain, also:
//
//	core/orchestrator.go  PriceInfo           TranscodingPrice    Record and RecordWithTags, one measure each
//	pm/recipient.go       faceValue           TicketFaceValue     RecordWithTags, one measure
//	                                          MaxFloat            RecordWithTags, one measure
//	core/orchestrator.go  ProcessPayment      TicketValueRecv     RecordWithTags, one measure
//	                                          TicketsRecv         RecordWithTags, one measure
//
// which is 9 RecordWithTags and 2 Record. (Winning tickets are rare, and CurrentSessions is set for new sessions alone.)
// Views are registered as the node does, so that what is recorded is aggregated; by a goroutine of OpenCensus's own,
// which is why these benchmarks are to be run with -cpu 1: time is then that of both.

import (
	"context"
	"sync"
	"testing"

	"go.opencensus.io/stats"
	"go.opencensus.io/stats/view"
	"go.opencensus.io/tag"
)

var (
	nodeType, nodeID            = tag.MustNewKey("node_type"), tag.MustNewKey("node_id")
	profiles, verified, trusted = tag.MustNewKey("profiles"), tag.MustNewKey("verified"), tag.MustNewKey("trusted")
	sender                      = tag.MustNewKey("sender")

	segmentsEmerged    = stats.Int64("segment_source_emerged_unprocessed_total", "", "tot")
	sourceDuration     = stats.Float64("source_segment_duration_seconds", "", "sec")
	segmentsDownloaded = stats.Int64("segment_transcoded_downloaded_total", "", "tot")
	downloadTime       = stats.Float64("download_time_seconds", "", "sec")
	segmentsTranscoded = stats.Int64("segment_transcoded_total", "", "tot")
	transcodeTime      = stats.Float64("transcode_time_seconds", "", "sec")
	transcodeScore     = stats.Float64("transcode_score", "", "rat")
	milPixels          = stats.Float64("mil_pixels_processed", "", "mil pixels")
	transcodingPrice   = stats.Float64("transcoding_price", "", "wei")
	ticketFaceValue    = stats.Float64("ticket_face_value", "", "gwei")
	maxFloat           = stats.Float64("gateway_max_float", "", "gwei")
	ticketValue        = stats.Float64("ticket_value_recv", "", "gwei")
	tickets            = stats.Int64("tickets_recv", "", "tot")
)

// register registers the views once, and gives the context that all is recorded in.
var register = sync.OnceValue(func() context.Context {
	base := []tag.Key{nodeID, nodeType}
	perTranscode := []tag.Key{profiles, trusted, verified, nodeID, nodeType}
	perSender := []tag.Key{sender, nodeID, nodeType}
	var views []*view.View
	add := func(measure stats.Measure, keys []tag.Key, aggregation *view.Aggregation) {
		views = append(views, &view.View{Name: measure.Name(), Measure: measure, TagKeys: keys, Aggregation: aggregation})
	}
	add(segmentsEmerged, base, view.Count())
	add(sourceDuration, base, view.Distribution(0, .5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10, 15, 20))
	add(segmentsDownloaded, base, view.Count())
	add(downloadTime, base, view.Distribution(0, .1, .2, .5, 1, 1.5, 2, 5, 10))
	add(segmentsTranscoded, perTranscode, view.Count())
	add(transcodeTime, perTranscode, view.Distribution(0, .25, .5, .75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10))
	add(transcodeScore, perTranscode, view.Distribution(0, .5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10, 15, 20, 40))
	add(milPixels, base, view.Sum())
	add(transcodingPrice, base, view.LastValue())
	add(ticketFaceValue, perSender, view.LastValue())
	add(maxFloat, perSender, view.LastValue())
	add(ticketValue, base, view.Sum())
	add(tickets, base, view.Sum())
	if err := view.Register(views...); err != nil {
		panic(err)
	}
	ctx, err := tag.New(context.Background(), tag.Insert(nodeType, "orch"), tag.Insert(nodeID, "orchestrator-1.example"))
	if err != nil {
		panic(err)
	}
	return ctx
})

// record is RecordWithTags on ctx, without the chance of an error.
func record(ctx context.Context, mutators []tag.Mutator, measurements ...stats.Measurement) {
	if err := stats.RecordWithTags(ctx, mutators, measurements...); err != nil {
		panic(err)
	}
}

func recordTranscoded(ctx context.Context) {
	ctx, err := tag.New(ctx, tag.Insert(profiles, "240p0,360p0,480p0,720p0"), tag.Insert(verified, "verified"),
		tag.Insert(trusted, "trusted"))
	if err != nil {
		panic(err)
	}
	stats.Record(ctx, segmentsTranscoded.M(1), transcodeTime.M(.7), transcodeScore.M(2.86))
}

func recordSegment(ctx context.Context) {
	record(ctx, nil, segmentsEmerged.M(1))
	record(ctx, nil, sourceDuration.M(2))
	record(ctx, nil, segmentsDownloaded.M(1), downloadTime.M(.05))
	recordTranscoded(ctx)
	record(ctx, nil, milPixels.M(104.9))
}

func recordPayment(ctx context.Context) {
	from := func() []tag.Mutator {
		return []tag.Mutator{tag.Insert(sender, "0xc3c7c4C8f7061B7d6A72766Eee5359fE4F36e61E")}
	}
	stats.Record(ctx, transcodingPrice.M(1200))
	record(ctx, from(), transcodingPrice.M(1200))
	record(ctx, from(), ticketFaceValue.M(1e6))
	record(ctx, from(), maxFloat.M(1e8))
	record(ctx, from(), ticketValue.M(125))
	record(ctx, from(), tickets.M(1))
}

func BenchmarkOpenCensusOneCall(b *testing.B) {
	ctx := register()
	b.ReportAllocs()
	for range b.N {
		record(ctx, []tag.Mutator{tag.Insert(sender, "0xc3c7c4C8f7061B7d6A72766Eee5359fE4F36e61E")}, ticketValue.M(125))
	}
}

func BenchmarkOpenCensusSegment(b *testing.B) {
	ctx := register()
	b.ReportAllocs()
	for range b.N {
		recordSegment(ctx)
	}
}

func BenchmarkOpenCensusPaidSegment(b *testing.B) {
	ctx := register()
	b.ReportAllocs()
	for range b.N {
		recordPayment(ctx)
		recordSegment(ctx)
	}
}
