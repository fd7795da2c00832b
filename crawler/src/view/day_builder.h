// One UTC day of the network, from its nodes' days.
#ifndef NODESTATS_CRAWLER_VIEW_DAY_BUILDER_H_
#define NODESTATS_CRAWLER_VIEW_DAY_BUILDER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "view/cohort.h"
#include "view/hour_sums.h"
#include "view/instance_day.h"
#include "view/members.h"
#include "view/totals.h"

namespace nodestats::crawler {

// What a day came to; an hour or the day itself is nullopt where no node has a release of it.
struct BuiltDay {
  std::array<std::optional<Totals>, kHoursOfDay> hours;
  std::optional<Totals> day;
  Members members;
};

// Not thread-safe.
class DayBuilder final : private HourSink {
 public:
  // False where the stored row is damaged: what could be read of it counts.
  bool Add(const NodeDay& node_day);

  // The peak of the day is the largest of its hours', and, of nodes whose hours are not all there, the peak of their
  // day releases on top: then, or where an hour is a bound only, a bound. Unknown where of more than a twentieth of the
  // covered hours neither is known.
  BuiltDay Build() const;

 private:
  void AddHour(int hour, const FigureSums& figures) override;
  void AddDay();
  Peak PeakOfDay(const BuiltDay& built) const;

  InstanceDay instance_;
  uint32_t instance_hours_ = 0;  // of which there is a release, of the instance that is read
  std::array<std::unique_ptr<HourSums>, kHoursOfDay> hours_;
  Cohorts cohorts_;
  Sum incomplete_peaks_;
  bool has_incomplete_ = false;
  double covered_hours_ = 0;
  double unseen_hours_ = 0;
  std::optional<double> broadcasters_;
  Members members_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_DAY_BUILDER_H_
