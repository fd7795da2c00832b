#include "publish/metric_writer.h"

#include <charconv>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {

std::string EscapedLabel(absl::string_view text) {
  std::string escaped;
  for (const char character : text) {
    if (character == '\n') {
      escaped += "\\n";
    } else if (!absl::ascii_isprint(static_cast<unsigned char>(character))) {
      absl::StrAppend(&escaped, "%", absl::Hex(static_cast<unsigned char>(character), absl::kZeroPad2));
    } else {
      if (character == '\\' || character == '"') escaped.push_back('\\');
      escaped.push_back(character);
    }
  }
  return escaped;
}

std::string NumberText(double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  return {text, end};
}

void MetricWriter::Gauge(absl::string_view name, absl::string_view help, const std::vector<Sample>& samples) {
  Family(name, help, "gauge", samples);
}

void MetricWriter::Counter(absl::string_view name, absl::string_view help, const std::vector<Sample>& samples) {
  Family(name, help, "counter", samples);
}

void MetricWriter::Family(absl::string_view name, absl::string_view help, absl::string_view type,
                          const std::vector<Sample>& samples) {
  if (samples.empty()) return;
  absl::StrAppend(&text_, "# HELP ", name, " ", help, "\n# TYPE ", name, " ", type, "\n");
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
