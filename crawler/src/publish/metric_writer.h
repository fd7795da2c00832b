// Prometheus' text format 0.0.4.
#ifndef NODESTATS_CRAWLER_PUBLISH_METRIC_WRITER_H_
#define NODESTATS_CRAWLER_PUBLISH_METRIC_WRITER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "view/network_view.h"

namespace nodestats::crawler {

using MetricLabels = std::vector<std::pair<absl::string_view, std::string>>;

struct Sample {
  MetricLabels labels;
  double value = 0;
};

struct EstimateSample {
  MetricLabels labels;
  Estimate estimate;
};

class MetricWriter {
 public:
  // A gauge with all its samples; nothing where there are none.
  void Gauge(absl::string_view name, absl::string_view help, const std::vector<Sample>& samples);
  // The same, of what only grows while the process lives.
  void Counter(absl::string_view name, absl::string_view help, const std::vector<Sample>& samples);
  // A gauge, and its twin NAME_standard_error.
  void Estimates(absl::string_view name, absl::string_view help, const std::vector<EstimateSample>& samples);

  std::string Take() { return std::move(text_); }

 private:
  void Family(absl::string_view name, absl::string_view help, absl::string_view type,
              const std::vector<Sample>& samples);

  std::string text_;
};

// `text` with backslash, quote and line feed escaped.
std::string EscapedLabel(absl::string_view text);

// The shortest text that reads as the same number.
std::string NumberText(double number);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_METRIC_WRITER_H_
