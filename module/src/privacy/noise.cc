#include "privacy/noise.h"

#include <utility>

namespace nodestats {

Noise::Noise(Mode mode, Window window) : mode_(mode), window_(window) {
  size_t size = 0;
  for (const Share& share : BudgetOf(mode)) {
    if (share.window == window) size += static_cast<size_t>(SpecOf(share.vector).size());
  }
  samples_.resize(size);
}

bool Noise::Draw(NoiseSource* source) {
  if (drawn_ == samples_.size()) return true;
  size_t end = 0;
  for (const Share& share : BudgetOf(mode_)) {
    if (share.window != window_) continue;
    end += static_cast<size_t>(SpecOf(share.vector).size());
    const NoiseScale scale = share.Scale();
    for (; drawn_ < end; ++drawn_) {
      if (!source->Draw(scale, &samples_[drawn_])) return false;
    }
  }
  return true;
}

absl::Span<const int64_t> Noise::Of(VectorId vector) const {
  size_t begin = 0;
  for (const Share& share : BudgetOf(mode_)) {
    if (share.window != window_) continue;
    const auto size = static_cast<size_t>(SpecOf(share.vector).size());
    if (share.vector == vector) return {samples_.data() + begin, size};
    begin += size;
  }
  return {};
}

void NoiseBank::DrawAhead() {
  for (int window = 0; window < kWindowCount; ++window) {
    std::unique_ptr<Noise>& next = next_[window];
    if (next == nullptr) next = std::make_unique<Noise>(mode_, static_cast<Window>(window));
    next->Draw(source_.get());
  }
}

std::unique_ptr<Noise> NoiseBank::Take(Window window) {
  std::unique_ptr<Noise> noise = std::move(next_[window]);
  if (noise == nullptr) noise = std::make_unique<Noise>(mode_, window);
  if (!noise->Draw(source_.get())) return nullptr;
  return noise;
}

}  // namespace nodestats
