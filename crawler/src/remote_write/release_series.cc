#include "remote_write/release_series.h"

#include <string>

#include "domain/countries.h"
#include "domain/vectors.h"
#include "render/release_metrics.h"

namespace nodestats::crawler {
namespace {

// Makes labels of what the text form would print.
class SeriesSink : public MetricSink {
 public:
  explicit SeriesSink(const UseSeries& use) : use_(use) {}

  void Family(std::string_view name, std::string_view, MetricType) override { name_ = std::string(name); }

  void Add(const Samples& samples) override {
    if (name_ == "nodestats_build_info" || name_ == "nodestats_next_release_timestamp_seconds") return;
    Labels labels{{"__name__", name_}};
    for (const Label& label : samples.labels) Set(labels, label.name, label.value);
    for (size_t i = 0; i < samples.values.size(); ++i) {
      if (!samples.key_name.empty()) Set(labels, samples.key_name, samples.keys[i]);
      use_(labels, static_cast<double>(samples.values[i]) / static_cast<double>(samples.divisor));
    }
  }

 private:
  // Remote write has no empty labels.
  static void Set(Labels& labels, std::string_view name, std::string_view value) {
    if (!value.empty()) labels[std::string(name)] = std::string(value);
    if (name == LabelName(Domain::kCountry)) {
      labels[std::string(LabelName(Domain::kRegion))] = std::string(RegionName(RegionOfCountry(CountryOfCode(value))));
    }
  }

  const UseSeries& use_;
  std::string name_;
};

}  // namespace

void ForEachSeries(const v1::Release& release, const UseSeries& use) {
  ReleaseList one;
  *one.Add() = release;
  SeriesSink sink(use);
  WriteReleases(one, "", 0, &sink);
}

}  // namespace nodestats::crawler
