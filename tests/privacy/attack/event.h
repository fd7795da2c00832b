// An event that tells two worlds apart, and what its frequencies prove of epsilon.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_EVENT_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_EVENT_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "privacy/attack/clopper_pearson.h"

namespace nodestats_test {

// One number for each run, in the order of the runs.
using Numbers = std::vector<double>;

// A half of the runs.
struct Half {
  const double* begin;
  const double* end;

  int64_t size() const { return end - begin; }
  int64_t CountFrom(double threshold) const {
    return std::count_if(begin, end, [&](double number) { return number >= threshold; });
  }
};

inline Half FirstHalf(const Numbers& numbers) { return {numbers.data(), numbers.data() + numbers.size() / 2}; }
inline Half SecondHalf(const Numbers& numbers) {
  return {numbers.data() + numbers.size() / 2, numbers.data() + numbers.size()};
}

// The event "the number is at least `threshold`" shows that epsilon is at least this, but for a chance of 2 alpha.
inline double ProvenEpsilon(Half with, Half without, double threshold, double alpha) {
  const double likely = LowerBound(with.CountFrom(threshold), with.size(), alpha);
  const double unlikely = UpperBound(without.CountFrom(threshold), without.size(), alpha);
  return likely == 0 ? -1 : std::log(likely / unlikely);
}

// The threshold that proves most on the first halves, tried ever further out, up to where too few runs are left.
inline double ChooseThreshold(const Numbers& with, const Numbers& without, double alpha) {
  constexpr size_t kFewest = 20;
  const Half half = FirstHalf(with);
  Numbers sorted(half.begin, half.end);
  std::sort(sorted.begin(), sorted.end());
  double best = sorted.front();
  double most = -1;
  for (size_t left = sorted.size(); left >= kFewest; left -= left / kFewest) {
    const double threshold = sorted[sorted.size() - left];
    const double proven = ProvenEpsilon(half, FirstHalf(without), threshold, alpha);
    if (proven > most) {
      most = proven;
      best = threshold;
    }
  }
  return best;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_EVENT_H_
