#include "publish/metric_writer.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace nodestats::crawler {

std::string EscapedLabel(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}});
}

std::string NumberText(double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  return {text, end};
}

void MetricWriter::Gauge(absl::string_view name, absl::string_view help, const std::vector<Sample>& samples) {
  if (samples.empty()) return;
  absl::StrAppend(&text_, "# HELP ", name, " ", help, "\n# TYPE ", name, " gauge\n");
  for (const Sample& sample : samples) {
    absl::StrAppend(&text_, name);
    const char* before = "{";
    for (const auto& [label, value] : sample.labels) {
      absl::StrAppend(&text_, before, label, "=\"", EscapedLabel(value), "\"");
      before = ",";
    }
    absl::StrAppend(&text_, sample.labels.empty() ? " " : "} ", NumberText(sample.value), "\n");
  }
}

void MetricWriter::Estimates(absl::string_view name, absl::string_view help,
                             const std::vector<EstimateSample>& samples) {
  std::vector<Sample> values;
  std::vector<Sample> errors;
  for (const EstimateSample& sample : samples) {
    values.push_back({sample.labels, sample.estimate.value});
    errors.push_back({sample.labels, sample.estimate.standard_error});
  }
  Gauge(name, help, values);
  Gauge(absl::StrCat(name, "_standard_error"),
        absl::StrCat("Standard error of ", name, ", by the noise that nodes publish."), errors);
}

}  // namespace nodestats::crawler
