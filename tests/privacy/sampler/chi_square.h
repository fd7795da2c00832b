// Pearson's chi-square test of how often each of several classes came.
#ifndef NODESTATS_TESTS_PRIVACY_SAMPLER_CHI_SQUARE_H_
#define NODESTATS_TESTS_PRIVACY_SAMPLER_CHI_SQUARE_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace nodestats_test {

// The upper part of the regularised incomplete gamma function, by its series or its continued fraction (modified
// Lentz).
inline double UpperGamma(double a, double x) {
  if (x <= 0) return 1;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    double term = 1 / a;
    double sum = term;
    for (double n = a + 1; term > sum * 1e-17; ++n) sum += term *= x / n;
    return 1 - front * sum;
  }
  double b = x + 1 - a;
  double c = 1e300;
  double d = 1 / b;
  double fraction = d;
  for (int i = 1; i < 10'000; ++i) {
    const double an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    fraction *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
}

// How likely chi-square with so many degrees of freedom is to reach `value`.
inline double ChiSquareTail(double value, double degrees) { return UpperGamma(degrees / 2, value / 2); }

class ChiSquare {
 public:
  // Classes with these probabilities, which add up to 1. One that cannot come has 0.
  explicit ChiSquare(std::vector<double> probabilities)
      : probabilities_(std::move(probabilities)), counts_(probabilities_.size(), 0) {}

  void Add(size_t which) { ++counts_[which]; }

  // How likely it is that counts differ so much from what is expected; 0 where the impossible came.
  double PValue() const {
    const auto all = static_cast<double>(std::accumulate(counts_.begin(), counts_.end(), int64_t{0}));
    double value = 0;
    int degrees = -1;
    for (size_t i = 0; i < counts_.size(); ++i) {
      const double expected = all * probabilities_[i];
      const double off = static_cast<double>(counts_[i]) - expected;
      if (expected == 0 && counts_[i] != 0) return 0;
      if (expected == 0) continue;
      value += off * off / expected;
      ++degrees;
    }
    return ChiSquareTail(value, degrees);
  }

 private:
  std::vector<double> probabilities_;
  std::vector<int64_t> counts_;
};

// Of pairs of independent classes: that of (i, j) is i * size + j.
inline std::vector<double> Pairs(const std::vector<double>& probabilities) {
  std::vector<double> pairs;
  for (const double first : probabilities) {
    for (const double second : probabilities) pairs.push_back(first * second);
  }
  return pairs;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_SAMPLER_CHI_SQUARE_H_
