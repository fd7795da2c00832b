// Where metrics go: a Prometheus form, or the operator's JSON.
#ifndef NODESTATS_RENDER_METRIC_SINK_H_
#define NODESTATS_RENDER_METRIC_SINK_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"

namespace nodestats {

enum class MetricType { kGauge, kCounter };

// Labels and their values have no character that a form has to escape.
struct Label {
  std::string_view name;
  std::string_view value;
};

// Samples of one metric that differ in one label. Sample i is values[i] / divisor.
struct Samples {
  absl::Span<const Label> labels;  // that all have
  std::string_view key_name;       // the label that differs; empty where there is one sample
  absl::Span<const std::string_view> keys;
  absl::Span<const int64_t> values;
  int64_t divisor = 1;
};

class MetricSink {
 public:
  virtual ~MetricSink() = default;

  // Begins a metric. A counter's name ends in "_total".
  virtual void Family(std::string_view name, std::string_view help, MetricType type) = 0;

  // Adds samples to the metric that was begun last.
  virtual void Add(const Samples& samples) = 0;

  void AddOne(absl::Span<const Label> labels, int64_t value) { Add({labels, {}, {}, {&value, 1}, 1}); }
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_METRIC_SINK_H_
