#include "render/release_metrics.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/vectors.h"
#include "geo/cell.h"
#include "release/validate.h"

namespace nodestats {
namespace {

using Keys = std::vector<std::string_view>;

constexpr std::string_view kModeNames[] = {"unknown", "stream-hour", "stream-day", "binned"};
constexpr std::string_view kKindNames[] = {"unknown", "transcode", "ai_live", "ai_batch", "byoc", "runner"};

std::string_view WindowName(const v1::Release& release) {
  return release.window() == v1::WINDOW_UNSPECIFIED ? std::string_view() : kWindows[WindowOf(release)].name;
}

std::vector<Label> WindowLabel(const v1::Release& release) {
  const std::string_view window = WindowName(release);
  return window.empty() ? std::vector<Label>() : std::vector<Label>{{"window", window}};
}

const v1::Vector* Find(const v1::Release& release, std::string_view name) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() == name) return &vector;
  }
  return nullptr;
}

Keys KeysOf(const v1::Release& release, std::string_view domain_name) {
  for (const v1::Domain& domain : release.domains()) {
    if (domain.name() == domain_name) return Keys(domain.keys().begin(), domain.keys().end());
  }
  return {};
}

// A sparse vector's cells, named by their south-west corners in degrees: latitude, longitude.
void AddCells(const v1::Vector& vector, const std::vector<Label>& labels, MetricSink* sink) {
  std::vector<std::string> names;
  for (const uint32_t cell : vector.indexes()) {
    names.push_back(absl::StrCat(static_cast<int>(cell / kCellLongitudeBands) * kCellDegrees - 90, ",",
                                 static_cast<int>(cell % kCellLongitudeBands) * kCellDegrees - 180));
  }
  const Keys keys(names.begin(), names.end());
  sink->Add({labels, "cell", keys, {vector.values().data(), keys.size()}, vector.divisor()});
}

void AddVector(const v1::Release& release, const VectorSpec& spec, const v1::Vector& vector, MetricSink* sink) {
  std::vector<Label> labels = WindowLabel(release);
  if (spec.sparse()) return AddCells(vector, labels, sink);
  const Keys inner = KeysOf(release, DomainName(spec.inner));
  const size_t row_size = spec.inner == Domain::kNone ? 1 : inner.size();
  const Keys outer = spec.outer == Domain::kNone ? Keys{""} : KeysOf(release, DomainName(spec.outer));
  if (static_cast<size_t>(vector.values_size()) != outer.size() * row_size) return;  // of another version
  const int64_t* values = vector.values().data();
  for (const std::string_view key : outer) {
    if (spec.outer != Domain::kNone) labels.push_back({LabelName(spec.outer), key});
    sink->Add({labels, LabelName(spec.inner), inner, {values, row_size}, vector.divisor()});
    if (spec.outer != Domain::kNone) labels.pop_back();
    values += row_size;
  }
}

void WriteInfo(const v1::Release& release, MetricSink* sink) {
  std::vector<std::string_view> kinds;
  for (const int kind : release.kinds()) kinds.push_back(kKindNames[kind < 6 ? kind : 0]);
  const std::string kind_list =
      absl::StrJoin(kinds, ",", [](std::string* out, std::string_view kind) { out->append(kind); });
  const std::string chain_id = absl::StrCat(release.chain_id());
  const std::string epsilon = absl::StrCat(release.epsilon());
  const int mode = release.privacy_mode();
  sink->AddOne({{"window", WindowName(release)},
                {"privacy_mode", kModeNames[mode < 4 ? mode : 0]},
                {"epsilon", epsilon},
                {"kinds", kind_list},
                {"software_version", release.software_version()},
                {"geo_database", release.geo_database().type()},
                {"instance_id", release.instance_id()},
                {"chain_id", chain_id},
                {"signer", release.signer()},
                {"recipient", release.recipient()}},
               1);
}

// The noise's standard deviation in a vector's figures: one for all, or one for each class of its last domain. To nine
// decimals of the unit, or to whole units where they are large.
void WriteNoise(const v1::Release& release, const v1::Vector& vector, MetricSink* sink) {
  constexpr int64_t kBillion = 1'000'000'000;
  const auto& stddevs = vector.noise_stddev();
  const bool large = std::any_of(stddevs.begin(), stddevs.end(), [](double stddev) { return std::abs(stddev) > 9e9; });
  const int64_t divisor = large ? 1 : kBillion;
  std::vector<int64_t> values;
  for (const double stddev : stddevs) {
    values.push_back(
        std::llround(std::min(std::abs(stddev), 9e18 / static_cast<double>(divisor)) * static_cast<double>(divisor)));
  }
  std::vector<Label> labels = WindowLabel(release);
  labels.push_back({"vector", vector.name()});
  if (values.size() <= 1) {
    values.resize(1);
    return sink->Add({labels, {}, {}, values, divisor});
  }
  if (vector.domains().empty()) return;
  const std::string_view domain = *(vector.domains().end() - 1);
  const Keys keys = KeysOf(release, domain);
  if (keys.size() == values.size()) sink->Add({labels, domain, keys, values, divisor});
}

}  // namespace

void WriteVectors(const ReleaseList& releases, std::string_view prefix, MetricSink* sink) {
  for (int id = 0; id < kVectorCount; ++id) {
    const VectorSpec& spec = SpecOf(static_cast<VectorId>(id));
    bool begun = false;
    for (const v1::Release& release : releases) {
      const v1::Vector* vector = Find(release, spec.name);
      if (vector == nullptr) continue;
      if (!begun) sink->Family(std::string(prefix) + std::string(spec.name), spec.help, MetricType::kGauge);
      begun = true;
      AddVector(release, spec, *vector, sink);
    }
  }
}

void WriteReleases(const ReleaseList& releases, std::string_view software_version, int64_t next_release_unix_s,
                   MetricSink* sink) {
  sink->Family("nodestats_build_info",
               "What serves these figures. This form is not signed: the protobuf form, application/x-protobuf, is.",
               MetricType::kGauge);
  sink->AddOne({{"version", software_version}}, 1);
  sink->Family("nodestats_next_release_timestamp_seconds",
               "When the next release appears at the earliest, as known when the newest appeared; 0 unknown.",
               MetricType::kGauge);
  sink->AddOne({}, next_release_unix_s);
  if (releases.empty()) return;
  sink->Family("nodestats_release_info", "How the newest release of a window was made.", MetricType::kGauge);
  for (const v1::Release& release : releases) WriteInfo(release, sink);
  sink->Family("nodestats_release_end_timestamp_seconds", "End of the window.", MetricType::kGauge);
  for (const v1::Release& release : releases) sink->AddOne(WindowLabel(release), release.end_unix_seconds());
  sink->Family("nodestats_covered_seconds", "Time of the window that the figures cover.", MetricType::kGauge);
  for (const v1::Release& release : releases) sink->AddOne(WindowLabel(release), release.covered_hours_size() * kHourS);
  sink->Family("nodestats_geo_database_build_timestamp_seconds", "When the geo database was built; 0 without one.",
               MetricType::kGauge);
  for (const v1::Release& release : releases) {
    sink->AddOne(WindowLabel(release), release.geo_database().build_unix_seconds());
  }
  sink->Family("nodestats_noise_stddev", "Standard deviation of the noise in each figure of a vector, in its unit.",
               MetricType::kGauge);
  for (const v1::Release& release : releases) {
    for (const v1::Vector& vector : release.vectors()) WriteNoise(release, vector, sink);
  }
  WriteVectors(releases, "nodestats_", sink);
}

}  // namespace nodestats
