// Exact samples of discrete Laplace noise, by whole numbers alone: Canonne, Kamath and Steinke 2020, "The Discrete
// Gaussian for Differential Privacy", algorithms 1 and 2.
#ifndef NODESTATS_PRIVACY_DISCRETE_LAPLACE_H_
#define NODESTATS_PRIVACY_DISCRETE_LAPLACE_H_

#include <cstdint>

#include "privacy/budget.h"
#include "privacy/random_bits.h"

namespace nodestats {

// The largest numerator of a scale: leaves room for what the sampler multiplies it with.
inline constexpr int64_t kMaxScaleNumerator = int64_t{1} << 48;

// One sample. `scale` has a numerator of 1 to kMaxScaleNumerator, and a denominator of at least 1. False where the bits
// run out; `*sample` is then untouched.
bool DrawDiscreteLaplace(const NoiseScale& scale, RandomBits* bits, int64_t* sample);

}  // namespace nodestats

#endif  // NODESTATS_PRIVACY_DISCRETE_LAPLACE_H_
