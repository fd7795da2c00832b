#include "privacy/injected_noise.h"

#include <utility>

#include "privacy/discrete_laplace.h"
#include "privacy/noise.h"
#include "privacy/random_bits.h"

namespace nodestats_test {
namespace {

DrawNoise& Injected() {
  static auto* const draw = new DrawNoise();
  return *draw;
}

class Source : public nodestats::NoiseSource {
 public:
  explicit Source(DrawNoise draw) : draw_(std::move(draw)) {}

  bool Draw(const nodestats::NoiseScale& scale, int64_t* sample) override {
    return draw_ ? draw_(scale, sample) : nodestats::DrawDiscreteLaplace(scale, &bits_, sample);
  }

 private:
  const DrawNoise draw_;
  nodestats::SystemBits bits_;
};

}  // namespace

InjectedNoise::InjectedNoise(DrawNoise draw) { Injected() = std::move(draw); }

InjectedNoise::~InjectedNoise() { Injected() = nullptr; }

}  // namespace nodestats_test

// Stands in for the library's, which the linker then leaves in its archive.
std::unique_ptr<nodestats::NoiseSource> nodestats::MakeNoiseSource() {
  return std::make_unique<nodestats_test::Source>(nodestats_test::Injected());
}
