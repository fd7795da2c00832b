// Delimited io.prometheus.client.MetricFamily messages, the protobuf form that Prometheus scrapes.
#ifndef NODESTATS_RENDER_METRIC_FAMILY_SINK_H_
#define NODESTATS_RENDER_METRIC_FAMILY_SINK_H_

#include <string>

#include "render/metric_sink.h"

namespace nodestats {

class MetricFamilySink : public MetricSink {
 public:
  void Family(std::string_view name, std::string_view help, MetricType type) override;
  void Add(const Samples& samples) override;

  std::string Take();

 private:
  void Flush();

  std::string family_;  // the message that was begun, without its size
  std::string metric_;  // scratch
  std::string labels_;  // scratch
  MetricType type_ = MetricType::kGauge;
  std::string out_;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_METRIC_FAMILY_SINK_H_
