#include "render/metric_family_sink.h"

#include <utility>

#include "render/wire.h"

namespace nodestats {
namespace {

// Field numbers and values of io.prometheus.client, in prometheus/client_model's metrics.proto.
enum : uint32_t { kFamilyName = 1, kFamilyHelp = 2, kFamilyType = 3, kFamilyMetric = 4 };
enum : uint32_t { kMetricLabel = 1, kMetricGauge = 2, kMetricCounter = 3 };
enum : uint32_t { kLabelName = 1, kLabelValue = 2 };
enum : uint32_t { kValue = 1 };
enum : uint32_t { kTypeCounter = 0, kTypeGauge = 1 };

void AppendLabel(std::string_view name, std::string_view value, std::string* out) {
  std::string label;
  AppendBytesField(kLabelName, name, &label);
  AppendBytesField(kLabelValue, value, &label);
  AppendBytesField(kMetricLabel, label, out);
}

}  // namespace

void MetricFamilySink::Family(std::string_view name, std::string_view help, MetricType type) {
  Flush();
  type_ = type;
  AppendBytesField(kFamilyName, name, &family_);
  AppendBytesField(kFamilyHelp, help, &family_);
  AppendVarintField(kFamilyType, type == MetricType::kCounter ? kTypeCounter : kTypeGauge, &family_);
}

void MetricFamilySink::Add(const Samples& samples) {
  labels_.clear();
  for (const Label& label : samples.labels) AppendLabel(label.name, label.value, &labels_);
  for (size_t i = 0; i < samples.values.size(); ++i) {
    metric_ = labels_;
    if (!samples.key_name.empty()) AppendLabel(samples.key_name, samples.keys[i], &metric_);
    std::string value;
    AppendDoubleField(kValue, static_cast<double>(samples.values[i]) / static_cast<double>(samples.divisor), &value);
    AppendBytesField(type_ == MetricType::kCounter ? kMetricCounter : kMetricGauge, value, &metric_);
    AppendBytesField(kFamilyMetric, metric_, &family_);
  }
}

void MetricFamilySink::Flush() {
  if (family_.empty()) return;
  AppendVarint(family_.size(), &out_);
  out_.append(family_);
  family_.clear();
}

std::string MetricFamilySink::Take() {
  Flush();
  return std::move(out_);
}

}  // namespace nodestats
