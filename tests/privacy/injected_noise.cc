#include "privacy/injected_noise.h"

#include <algorithm>
#include <utility>

#include "privacy/noise.h"

namespace nodestats_test {
namespace {

DrawNoise& Injected() {
  static auto* const draw = new DrawNoise();
  return *draw;
}

class Source : public nodestats::NoiseSource {
 public:
  explicit Source(DrawNoise draw) : draw_(std::move(draw)) {}

  bool Draw(const nodestats::NoiseScale& scale, absl::Span<int64_t> samples) override {
    return std::all_of(samples.begin(), samples.end(), [&](int64_t& sample) { return draw_(scale, &sample); });
  }

 private:
  const DrawNoise draw_;
};

}  // namespace

InjectedNoise::InjectedNoise(DrawNoise draw) { Injected() = std::move(draw); }

InjectedNoise::~InjectedNoise() { Injected() = nullptr; }

}  // namespace nodestats_test

// Stands in for the library's, which the linker then leaves in its archive.
std::unique_ptr<nodestats::NoiseSource> nodestats::MakeNoiseSource() {
  const nodestats_test::DrawNoise& draw = nodestats_test::Injected();
  if (!draw) return std::make_unique<nodestats::SystemNoise>();
  return std::make_unique<nodestats_test::Source>(draw);
}
