// Confidence bounds of a probability, exact at any number of trials: Clopper and Pearson 1934.
#ifndef NODESTATS_TESTS_PRIVACY_ATTACK_CLOPPER_PEARSON_H_
#define NODESTATS_TESTS_PRIVACY_ATTACK_CLOPPER_PEARSON_H_

#include <cmath>
#include <cstdint>
#include <limits>

namespace nodestats_test {

// The continued fraction of the incomplete beta function, by Lentz's method; converges fast for x < (a + 1) / (a + b +
// 2).
inline double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kMostTerms = 100'000;  // some times the root of a + b are needed
  const auto off_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / off_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m < kMostTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / off_zero(1 + even * d);
    c = off_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / off_zero(1 + odd * d);
    c = off_zero(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 4 * std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

// The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) is below x.
inline double BetaBelow(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double log_front = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return std::exp(log_front) * BetaFraction(a, b, x) / a;
  return 1 - std::exp(log_front) * BetaFraction(b, a, 1 - x) / b;
}

// The x at which a Beta(a, b) is below it with `probability`.
inline double BetaQuantile(double a, double b, double probability) {
  double low = 0;
  double high = 1;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (BetaBelow(a, b, middle) < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

// The probability of an event that was seen `hits` times in `trials` is not below this, but for a chance of `alpha`.
inline double LowerBound(int64_t hits, int64_t trials, double alpha) {
  return hits == 0 ? 0 : BetaQuantile(static_cast<double>(hits), static_cast<double>(trials - hits + 1), alpha);
}

// Nor above this.
inline double UpperBound(int64_t hits, int64_t trials, double alpha) {
  return hits == trials ? 1
                        : BetaQuantile(static_cast<double>(hits + 1), static_cast<double>(trials - hits), 1 - alpha);
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_ATTACK_CLOPPER_PEARSON_H_
