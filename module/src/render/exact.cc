#include "render/exact.h"

#include <iterator>
#include <numeric>
#include <vector>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"
#include "domain/rungs.h"
#include "domain/vectors.h"
#include "nodestats/v1/summary.pb.h"
#include "release/freeze.h"
#include "release/message.h"
#include "render/json_sink.h"
#include "render/release_metrics.h"
#include "render/text_sink.h"

namespace nodestats {
namespace {

// In the order of their values; empty for those that recording does not return, and for EFULL, which has its own.
constexpr std::string_view kStatusNames[kStatusCount] = {"", "invalid", "", "unsupported", "clock"};

void WriteOne(std::string_view name, std::string_view help, int64_t value, MetricSink* sink,
              MetricType type = MetricType::kGauge, int64_t divisor = 1) {
  sink->Family(name, help, type);
  sink->Add({{}, {}, {}, {&value, 1}, divisor});
}

// The names of all classes of `domain`.
std::vector<std::string_view> Keys(Domain domain) {
  std::vector<std::string_view> keys(static_cast<size_t>(DomainSize(domain)));
  for (size_t i = 0; i < keys.size(); ++i) keys[i] = DomainKey(domain, static_cast<int>(i));
  return keys;
}

void WriteActive(const ActiveStreams& active, MetricSink* sink) {
  const std::vector<int64_t> by_country(std::begin(active.by_country), std::end(active.by_country));
  std::vector<int64_t> by_region(kRegionCount);
  for (int country = 0; country < kCountryCount; ++country) {
    by_region[static_cast<size_t>(RegionOfCountry(country))] += active.by_country[country];
  }
  WriteOne("nodestats_exact_streams", "Streams active now.",
           std::accumulate(by_region.begin(), by_region.end(), int64_t{0}), sink);
  sink->Family("nodestats_exact_region_streams", "Streams active now, by the gateway's UN region.", MetricType::kGauge);
  sink->Add({{}, "region", Keys(Domain::kRegion), by_region, 1});
  sink->Family("nodestats_exact_country_streams", "Streams active now, by the gateway's country.", MetricType::kGauge);
  sink->Add({{}, "country", Keys(Domain::kCountry), by_country, 1});
}

void WriteLifetime(const Totals& totals, MetricSink* sink) {
  constexpr MetricType kCounter = MetricType::kCounter;
  sink->Family("nodestats_exact_segments_total", "Segments by outcome and by speed against real time.", kCounter);
  for (size_t outcome = 0; outcome < kOutcomeCount; ++outcome) {
    const Label label = {"outcome", kOutcomeNames[outcome]};
    sink->Add({{&label, 1}, "speed", kSpeedNames, {totals.segments + outcome * kSpeedCount, kSpeedCount}, 1});
  }
  sink->Family("nodestats_exact_encoded_pixels_total", "Pixels encoded, by the rung asked for.", kCounter);
  sink->Add({{}, "rung", {kRungNames, kRungCount}, totals.encoded_pixels, 1});
  WriteOne("nodestats_exact_decoded_pixels_total", "Pixels decoded.", totals.decoded_pixels, sink, kCounter);
  WriteOne("nodestats_exact_media_seconds_total", "Media time transcoded.", totals.media_us, sink, kCounter, 1000000);
  WriteOne("nodestats_exact_input_bytes_total", "Bytes of source segments.", totals.input_bytes, sink, kCounter);
  WriteOne("nodestats_exact_output_bytes_total", "Bytes of renditions.", totals.output_bytes, sink, kCounter);
}

void WriteRejected(const int64_t (&rejected)[kStatusCount], const Refused& refused, MetricSink* sink) {
  sink->Family("nodestats_exact_rejected_segments_total", "Segments that were not counted, by reason.",
               MetricType::kCounter);
  for (int status = 0; status < kStatusCount; ++status) {
    if (!kStatusNames[status].empty()) sink->AddOne({{"reason", kStatusNames[status]}}, rejected[status]);
  }
  sink->AddOne({{"reason", "table_full"}}, refused.table);
  sink->AddOne({{"reason", "broadcaster_full"}}, refused.broadcaster);
  sink->AddOne({{"reason", "failed_full"}}, refused.failed);
}

void Write(const ExactView& view, MetricSink* sink) {
  sink->Family("nodestats_exact_build_info", "Version of the library and its host.", MetricType::kGauge);
  sink->AddOne({{"version", view.software_version}}, 1);
  WriteOne("nodestats_exact_now_timestamp_seconds", "Time that the host told last.", view.now_unix_s, sink);
  WriteOne("nodestats_exact_hour_start_timestamp_seconds", "Start of the open hour; 0 where none is open.",
           view.hour_start_unix_s, sink);
  WriteOne("nodestats_exact_hour_whole", "1 where the open hour began at its boundary and will be published.",
           view.hour_is_whole ? 1 : 0, sink);
  WriteOne("nodestats_exact_hour_streams_seen",
           "Streams in the open hour's table, without those whose segments all failed.", view.streams_seen, sink);
  WriteOne("nodestats_exact_hour_streams_limit", "Streams that the table holds.", view.max_streams, sink);
  WriteRejected(view.rejected, view.refused, sink);
  WriteActive(view.active, sink);
  WriteLifetime(view.lifetime, sink);
  Message<v1::Report> hour;  // its release has no window, and so not that label
  AddVectors(view.hour, kBlock, Mode::kBinned, 1, Noise(Mode::kBinned, kBlock), hour->add_releases());
  WriteVectors(hour->releases(), "nodestats_exact_hour_", sink);
}

}  // namespace

std::string ExactText(const ExactView& view) {
  TextSink sink;
  Write(view, &sink);
  return sink.Take();
}

std::string ExactJson(const ExactView& view) {
  JsonSink sink;
  Write(view, &sink);
  return sink.Take();
}

}  // namespace nodestats
