// Noise of the test's choice, in the place of the library's own, for engines opened from then on in this program.
#ifndef NODESTATS_TESTS_PRIVACY_INJECTED_NOISE_H_
#define NODESTATS_TESTS_PRIVACY_INJECTED_NOISE_H_

#include <cstdint>
#include <functional>

#include "privacy/budget.h"

namespace nodestats_test {

// Gives a sample at `scale`; false stands for an operating system that refuses randomness.
using DrawNoise = std::function<bool(const nodestats::NoiseScale& scale, int64_t* sample)>;

// Engines opened while this lives draw from `draw`, for as long as they live; without it, from the library's source.
class InjectedNoise {
 public:
  explicit InjectedNoise(DrawNoise draw);
  ~InjectedNoise();
  InjectedNoise(const InjectedNoise&) = delete;
  InjectedNoise& operator=(const InjectedNoise&) = delete;
};

// None at all, to see what noise would hide.
inline bool NoNoise(const nodestats::NoiseScale& /*scale*/, int64_t* sample) {
  *sample = 0;
  return true;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_PRIVACY_INJECTED_NOISE_H_
