// Sums of noised figures.
#ifndef NODESTATS_CRAWLER_VIEW_SUM_H_
#define NODESTATS_CRAWLER_VIEW_SUM_H_

#include <cmath>

#include "view/network_view.h"

namespace nodestats::crawler {

// A sum of figures, and of their variances: noise is drawn anew for each figure, so errors are independent.
struct Sum {
  double value = 0;
  double variance = 0;

  Sum& operator+=(const Sum& other) {
    value += other.value;
    variance += other.variance;
    return *this;
  }

  Estimate DividedBy(double divisor) const { return {value / divisor, std::sqrt(variance) / divisor}; }
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_SUM_H_
