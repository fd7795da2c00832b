// Metrics as JSON: {"metric": [{"label": "value", ..., "value": 1.5}, ...], ...}.
#ifndef NODESTATS_RENDER_JSON_SINK_H_
#define NODESTATS_RENDER_JSON_SINK_H_

#include <string>

#include "render/json_writer.h"
#include "render/metric_sink.h"

namespace nodestats {

class JsonSink : public MetricSink {
 public:
  JsonSink() { json_.Begin('{'); }

  void Family(std::string_view name, std::string_view help, MetricType type) override;
  void Add(const Samples& samples) override;

  std::string Take();

 private:
  JsonWriter json_;
  bool begun_ = false;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_JSON_SINK_H_
