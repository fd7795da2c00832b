// Prometheus text 0.0.4.
#ifndef NODESTATS_RENDER_TEXT_SINK_H_
#define NODESTATS_RENDER_TEXT_SINK_H_

#include <string>

#include "render/metric_sink.h"

namespace nodestats {

// What ends an OpenMetrics text; without it, gauges read the same in both forms.
inline constexpr std::string_view kOpenMetricsEnd = "# EOF\n";

class TextSink : public MetricSink {
 public:
  void Family(std::string_view name, std::string_view help, MetricType type) override;
  void Add(const Samples& samples) override;

  std::string Take() { return std::move(out_); }

 private:
  std::string name_;
  std::string prefix_;  // of a sample, up to its key
  std::string out_;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_TEXT_SINK_H_
