// Releases as Prometheus metrics.
#ifndef NODESTATS_RENDER_RELEASE_METRICS_H_
#define NODESTATS_RENDER_RELEASE_METRICS_H_

#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "nodestats/v1/summary.pb.h"
#include "render/metric_sink.h"

namespace nodestats {

using ReleaseList = google::protobuf::RepeatedPtrField<v1::Release>;

// Writes what serves: its version, when the next release appears, and `releases`, valid ones, each of another window.
void WriteReleases(const ReleaseList& releases, std::string_view software_version, int64_t next_release_unix_s,
                   MetricSink* sink);

// Writes the vectors of `releases` as metrics whose names begin with `prefix`; with their windows as a label, where
// they have one.
void WriteVectors(const ReleaseList& releases, std::string_view prefix, MetricSink* sink);

}  // namespace nodestats

#endif  // NODESTATS_RENDER_RELEASE_METRICS_H_
