// The discrete Laplace distribution, coarsened into classes with exact probabilities.
#ifndef NODESTATS_TESTS_PRIVACY_SAMPLER_LAPLACE_CLASSES_H_
#define NODESTATS_TESTS_PRIVACY_SAMPLER_LAPLACE_CLASSES_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "privacy/budget.h"

namespace nodestats_test {

// P(0) = tanh(s / 2t), and from there exp(-s / t) for each step.
inline double LaplaceProbability(const nodestats::NoiseScale& scale, int64_t z) {
  return std::tanh(0.5 / scale.value()) * std::exp(-static_cast<double>(std::abs(z)) / scale.value());
}

// Ranges of magnitude that come about equally often, those of each sign apart; 0 is with the positive ones.
class LaplaceClasses {
 public:
  LaplaceClasses(const nodestats::NoiseScale& scale, int ranges) {
    for (int i = 1; i < ranges; ++i) {
      const double quantile = -std::log1p(-static_cast<double>(i) / ranges) * scale.value();
      const auto begin = static_cast<int64_t>(std::ceil(quantile));
      if (begin > (begins_.empty() ? 0 : begins_.back())) begins_.push_back(begin);
    }
    for (const bool negative : {false, true}) {
      int64_t from = negative ? 1 : 0;
      for (const int64_t to : begins_) {
        probabilities_.push_back(TailFrom(scale, from) - TailFrom(scale, to));
        from = to;
      }
      probabilities_.push_back(TailFrom(scale, from));
    }
  }

  const std::vector<double>& probabilities() const { return probabilities_; }

  size_t ClassOf(int64_t z) const {
    const auto at = std::upper_bound(begins_.begin(), begins_.end(), std::abs(z)) - begins_.begin();
    return static_cast<size_t>(at) + (z < 0 ? begins_.size() + 1 : 0);
  }

 private:
  // P(z >= from), for `from` not negative.
  static double TailFrom(const nodestats::NoiseScale& scale, int64_t from) {
    return std::exp(-static_cast<double>(from) / scale.value()) / (1 + std::exp(-1 / scale.value()));
  }

  std::vector<int64_t> begins_;  // of the second range and those after it
  std::vector<double> probabilities_;
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_SAMPLER_LAPLACE_CLASSES_H_
