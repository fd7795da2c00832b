#include "privacy/noise.h"

#include <cstring>  // explicit_bzero

#include "privacy/discrete_laplace.h"
#include "privacy/random_bits.h"

namespace nodestats {
namespace {

size_t SizeOf(const Share& share) { return static_cast<size_t>(SpecOf(share.vector).size()); }

}  // namespace

bool SystemNoise::Draw(const NoiseScale& scale, absl::Span<int64_t> samples) {
  SystemBits bits;
  for (int64_t& sample : samples) {
    if (!DrawDiscreteLaplace(scale, &bits, &sample)) return false;
  }
  return true;
}

Noise::Noise(Mode mode, Window window) : mode_(mode), window_(window) {
  size_t size = 0;
  for (const Share& share : BudgetOf(mode)) {
    if (share.window == window) size += SizeOf(share);
  }
  samples_.resize(size);
}

Noise::~Noise() {
  if (!samples_.empty()) explicit_bzero(samples_.data(), samples_.size() * sizeof samples_[0]);
}

bool Noise::Draw(NoiseSource* source) {
  size_t begin = 0;
  for (const Share& share : BudgetOf(mode_)) {
    if (share.window != window_) continue;
    if (!source->Draw(share.Scale(), {samples_.data() + begin, SizeOf(share)})) return false;
    begin += SizeOf(share);
  }
  return true;
}

absl::Span<const int64_t> Noise::Of(VectorId vector) const {
  size_t begin = 0;
  for (const Share& share : BudgetOf(mode_)) {
    if (share.window != window_) continue;
    if (share.vector == vector) return {samples_.data() + begin, SizeOf(share)};
    begin += SizeOf(share);
  }
  return {};
}

}  // namespace nodestats
