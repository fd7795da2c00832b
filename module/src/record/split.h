// Whole numbers in proportion to others.
#ifndef NODESTATS_RECORD_SPLIT_H_
#define NODESTATS_RECORD_SPLIT_H_

#include <cstddef>
#include <cstdint>

#include "absl/numeric/int128.h"
#include "absl/types/span.h"
#include "hour/tally.h"

namespace nodestats {

// Adds `counted` to `out`, shared out over its classes in proportion to `parts`, so that what is added comes to
// `counted` exactly. `total` is the sum of the parts; where it is 0, nothing is added.
template <typename Part>
void Split(absl::Span<const Part> parts, int64_t total, int64_t counted, absl::Span<int64_t> out) {
  if (counted == total) {  // as a rule
    for (size_t i = 0; i < parts.size(); ++i) out[i] = SaturatingAdd(out[i], static_cast<int64_t>(parts[i]));
    return;
  }
  int64_t product = 0;
  const bool narrow = !__builtin_mul_overflow(total, counted, &product);  // a division of 128 bits takes much longer
  int64_t seen = 0;
  int64_t given = 0;
  for (size_t i = 0; i < parts.size() && seen < total; ++i) {
    if (parts[i] == 0) continue;
    seen += static_cast<int64_t>(parts[i]);
    const int64_t upto = narrow ? seen * counted / total : static_cast<int64_t>(absl::int128(seen) * counted / total);
    out[i] = SaturatingAdd(out[i], upto - given);
    given = upto;
  }
}

}  // namespace nodestats

#endif  // NODESTATS_RECORD_SPLIT_H_
