#include "hour/tally.h"

namespace nodestats {

void Tally::Merge(const Tally& hour) {
  for (size_t id = 0; id < kVectorCount; ++id) {
    const bool peak = SpecOf(static_cast<VectorId>(id)).combine == Combine::kPeak;
    for (size_t i = kOffsets[id]; i < kOffsets[id + 1]; ++i) {
      values_[i] = peak ? std::max(values_[i], hour.values_[i]) : SaturatingAdd(values_[i], hour.values_[i]);
    }
  }
}

}  // namespace nodestats
