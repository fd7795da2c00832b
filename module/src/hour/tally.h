// A tally: what an hour, or the hours of a window, amount to, in whole numbers.
#ifndef NODESTATS_HOUR_TALLY_H_
#define NODESTATS_HOUR_TALLY_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "domain/vectors.h"

namespace nodestats {

// a + b, or the nearest number that an int64 holds.
inline int64_t SaturatingAdd(int64_t a, int64_t b) {
  int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? INT64_MAX : INT64_MIN;
}

// One value for each figure of each vector. Not thread-safe.
class Tally {
 public:
  Tally() : values_(kOffsets[kVectorCount], 0) {}

  absl::Span<int64_t> operator[](VectorId id) { return {values_.data() + kOffsets[id], Size(id)}; }
  absl::Span<const int64_t> operator[](VectorId id) const { return {values_.data() + kOffsets[id], Size(id)}; }

  void Add(VectorId id, int key, int64_t amount) {
    int64_t& value = (*this)[id][static_cast<size_t>(key)];
    value = SaturatingAdd(value, amount);
  }

  // Takes in the tally of one more hour of this tally's window.
  void Merge(const Tally& hour);

  void Clear() { std::fill(values_.begin(), values_.end(), 0); }

 private:
  static size_t Size(VectorId id) { return kOffsets[id + 1] - kOffsets[id]; }

  std::vector<int64_t> values_;
};

}  // namespace nodestats

#endif  // NODESTATS_HOUR_TALLY_H_
