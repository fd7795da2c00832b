#include "view/day_builder.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace nodestats::crawler {
namespace {

// Of a day's covered hours, those of which no peak at all is known may be this share; so that one node cannot hide the
// network's peak.
constexpr double kMaxUnseenShare = 0.05;

// Without private figures there is nothing to make consistent: all that an hour gives by region or country is exact.
Totals TotalsOf(const HourSums& hour) {
  Totals totals;
  totals.published = hour.OfAllNodes();
  totals.peak = hour.PeakStreams();
  totals.estimate.total = totals.published.Of(Figure::kStreams).front();
  const auto copy = [&totals](Figure figure, auto& to) {
    if (!totals.published.Has(figure)) return;
    to.emplace();
    const auto from = totals.published.Of(figure);
    std::copy(from.begin(), from.end(), to->begin());
  };
  copy(Figure::kRegionStreams, totals.estimate.regions);
  copy(Figure::kCountryStreams, totals.estimate.countries);
  return totals;
}

}  // namespace

bool DayBuilder::Add(const NodeDay& node_day) {
  instance_hours_ = 0;
  const bool is_whole = ReadInstanceDay(node_day.packed, *this, instance_);
  AddDay();
  Member member;
  member.recipient = node_day.recipient;
  member.instance_id = node_day.instance_id;
  member.delegated = node_day.delegated;
  member.stretches = instance_hours_ | (instance_.has_day ? uint32_t{1} << kDayBit : 0);
  member.covered_hours = instance_.covered_hours();
  members_.Add(std::move(member));
  return is_whole;
}

void DayBuilder::AddHour(int hour, const FigureSums& figures) {
  std::unique_ptr<HourSums>& sums = hours_[static_cast<size_t>(hour)];
  if (sums == nullptr) sums = std::make_unique<HourSums>();
  sums->Add(figures);
  instance_hours_ |= uint32_t{1} << hour;
}

void DayBuilder::AddDay() {
  if (!instance_.has_day) return;
  cohorts_.Add(instance_);
  const FigureSums& day = instance_.day;
  covered_hours_ += instance_.covered_hours();
  const uint32_t unseen = instance_.covered & ~instance_.peak_hours;
  if (unseen != 0) {
    has_incomplete_ = true;
    if (day.Has(Figure::kStreamsPeak)) {
      incomplete_peaks_ += day.Of(Figure::kStreamsPeak).front();
    } else {
      unseen_hours_ += std::popcount(unseen);
    }
  }
  if (!day.Has(Figure::kRegionBroadcasters)) return;
  for (const Sum& count : day.Of(Figure::kRegionBroadcasters)) {
    broadcasters_ = std::max(broadcasters_.value_or(0), count.value);
  }
}

Peak DayBuilder::PeakOfDay(const BuiltDay& built) const {
  if (unseen_hours_ > kMaxUnseenShare * covered_hours_) return {};
  std::optional<Peak> of_hours;
  for (const std::optional<Totals>& hour : built.hours) {
    // Hours that no node gives a peak of are among the unseen ones.
    if (!hour.has_value() || !hour->peak.has_value() || hour->peak->kind == PeakKind::kUnknown) continue;
    of_hours = of_hours.has_value() ? Larger(*of_hours, *hour->peak) : *hour->peak;
  }
  const Peak peak = of_hours.value_or(Peak());
  if (!has_incomplete_) return peak;
  return {PeakKind::kUpperBound, Sum(peak.streams) += incomplete_peaks_};
}

BuiltDay DayBuilder::Build() const {
  BuiltDay built;
  for (size_t i = 0; i < hours_.size(); ++i) {
    if (hours_[i] != nullptr) built.hours[i] = TotalsOf(*hours_[i]);
  }
  built.members = members_;
  if (cohorts_.empty()) return built;
  Totals& day = built.day.emplace();
  day.published = cohorts_.Published();
  day.estimate = cohorts_.Estimate();
  day.peak = PeakOfDay(built);
  day.broadcasters = broadcasters_;
  return built;
}

}  // namespace nodestats::crawler
