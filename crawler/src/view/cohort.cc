#include "view/cohort.h"

namespace nodestats::crawler {
namespace {

Reading ReadingOf(const Sum& sum) { return {sum.value, sum.variance}; }

constexpr uint32_t kHoursBit = 1U << 29;
constexpr uint32_t kBlocksBit = 1U << 30;
constexpr uint32_t kExactBit = 1U << 31;

}  // namespace

uint32_t Cohort::KeyOf(const InstanceDay& day) {
  return day.day.present() | (day.hours_complete() ? kHoursBit : 0) | (day.blocks_complete() ? kBlocksBit : 0) |
         (day.day.is_exact() ? kExactBit : 0);
}

void Cohort::Add(const InstanceDay& day) {
  has_hours_ = day.hours_complete();
  has_blocks_ = day.blocks_complete();
  if (has_hours_) hours_total_ += day.hours_total;
  if (has_blocks_) blocks_.Add(day.blocks_sums);
  day_.Add(day.day);
}

Reading Cohort::Total() const {
  Reading total = has_hours_ ? ReadingOf(hours_total_) : Reading{};
  for (const Figure figure : {Figure::kStreams, Figure::kSourceStreams, Figure::kPixelRateStreams}) {
    if (day_.Has(figure)) total = Combine(total, ReadingOf(day_.Total(figure)));
  }
  return total;
}

StreamEstimate Cohort::Estimate() const {
  StreamReadings readings;
  readings.total = Total();
  for (size_t i = 0; i < kRegionCount; ++i) {
    if (day_.Has(Figure::kRegionStreams)) readings.regions[i] = ReadingOf(day_.Of(Figure::kRegionStreams)[i]);
    if (has_blocks_) {
      readings.regions[i] = Combine(readings.regions[i], ReadingOf(blocks_.Of(Figure::kRegionStreams)[i]));
    }
  }
  for (size_t i = 0; i < kCountryCount && day_.Has(Figure::kCountryStreams); ++i) {
    readings.countries[i] = ReadingOf(day_.Of(Figure::kCountryStreams)[i]);
  }
  return EstimateStreams(readings);
}

void Cohorts::Add(const InstanceDay& day) {
  if (day.has_day) cohorts_[Cohort::KeyOf(day)].Add(day);
}

FigureSums Cohorts::Published() const {
  FigureSums sums;
  for (const auto& [key, cohort] : cohorts_) sums.Add(cohort.day());
  return sums;
}

StreamEstimate Cohorts::Estimate() const {
  StreamEstimate estimate;
  for (const auto& [key, cohort] : cohorts_) estimate += cohort.Estimate();
  return estimate;
}

}  // namespace nodestats::crawler
