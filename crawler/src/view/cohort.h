// Instances' days of which the same is known, summed and made consistent together.
#ifndef NODESTATS_CRAWLER_VIEW_COHORT_H_
#define NODESTATS_CRAWLER_VIEW_COHORT_H_

#include <cstdint>
#include <map>

#include "view/figure_sums.h"
#include "view/instance_day.h"
#include "view/stream_tree.h"
#include "view/sum.h"

namespace nodestats::crawler {

// Sums of one cohort. A sum over nodes is a reading of their streams only if each of them has it: so nodes that have
// other readings, or exact ones, are summed apart.
class Cohort {
 public:
  // Which readings an instance's day has; equal for those of one cohort. In a network of nodes that tell the truth
  // these are: mode stream-hour with all hours and blocks (A), and without (B1); stream-day (B2); binned (C).
  static uint32_t KeyOf(const InstanceDay& day);

  void Add(const InstanceDay& day);
  const FigureSums& day() const { return day_; }

  // In stream-hours. The readings of the total are, where the cohort has them: the sum of the 1 h releases'
  // streams_average; that of the 24 h release; its source_streams_average and pixel_rate_streams_average, each summed
  // over its classes. Of a region: region_streams_average of the 24 h release, and summed over the 4 h releases. Of a
  // country: country_streams_average of the 24 h release.
  StreamEstimate Estimate() const;

 private:
  Reading Total() const;

  bool has_hours_ = false;
  bool has_blocks_ = false;
  Sum hours_total_;
  FigureSums blocks_;
  FigureSums day_;
};

// All cohorts of one UTC day.
class Cohorts {
 public:
  // Does nothing where `day` has no day release.
  void Add(const InstanceDay& day);
  bool empty() const { return cohorts_.empty(); }

  FigureSums Published() const;     // sums over all nodes, averages in stream-hours
  StreamEstimate Estimate() const;  // sum of the cohorts' estimates

 private:
  std::map<uint32_t, Cohort> cohorts_;  // by KeyOf
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_COHORT_H_
