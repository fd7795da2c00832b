// What one instance's releases of a UTC day say.
#ifndef NODESTATS_CRAWLER_VIEW_INSTANCE_DAY_H_
#define NODESTATS_CRAWLER_VIEW_INSTANCE_DAY_H_

#include <bit>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "view/figure_sums.h"
#include "view/sum.h"

namespace nodestats::crawler {

// Made once and read into again and again: it is large.
struct InstanceDay {
  uint32_t hours = 0;       // bit h: there is a release of hour h that gives streams_average
  uint32_t peak_hours = 0;  // bit h: there is one that gives a peak
  Sum hours_total;          // of these, in stream-hours
  uint32_t blocks = 0;      // bit h: a 4 h release covers it, and gives region_streams_average
  FigureSums blocks_sums;   // of these, in stream-hours
  bool has_day = false;     // there is a day release
  uint32_t covered = 0;     // bit h: which covers hour h
  FigureSums day;           // its figures; averages in stream-hours

  FigureSums one_hour;  // scratch

  int covered_hours() const { return std::popcount(covered); }
  bool hours_complete() const { return has_day && hours == covered; }
  bool blocks_complete() const { return has_day && blocks == covered; }
  void Clear();
};

// Where the releases of single hours go.
class HourSink {
 public:
  virtual ~HourSink() = default;
  virtual void AddHour(int hour, const FigureSums& figures) = 0;
};

// False where `packed` is damaged. Of two releases of one window the first counts.
bool ReadInstanceDay(absl::string_view packed, HourSink& hours, InstanceDay& day);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_INSTANCE_DAY_H_
