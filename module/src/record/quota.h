// How many streams an hour may have, and each broadcaster in it.
#ifndef NODESTATS_RECORD_QUOTA_H_
#define NODESTATS_RECORD_QUOTA_H_

#include <algorithm>
#include <cstdint>

#include "record/broadcaster_counts.h"

namespace nodestats {

// What became of a stream that asked for a place.
enum class Admission { kAdmitted, kFull, kBroadcasterFull };

// Gives places away to those who come first, and takes none back within the hour. So who is admitted follows from the
// order in which streams come, and one stream more or less moves one other at most: of its own broadcaster where that
// has its part, else of any. Not thread-safe.
class Quota {
 public:
  explicit Quota(uint32_t most) : most_(most), most_of_broadcaster_(PartOf(most)), of_broadcaster_(most) {}

  // A broadcaster's part: a quarter, rounded up. Manifests cost nothing, and one that makes up as many as it likes must
  // not shut all others out.
  static uint32_t PartOf(uint32_t most) { return std::min(most / 4 + (most % 4 > 0), BroadcasterCounts::kMostStreams); }

  Admission Admit(uint64_t broadcaster) {
    if (admitted_ == most_) return Admission::kFull;
    if (!of_broadcaster_.Add(broadcaster, most_of_broadcaster_)) return Admission::kBroadcasterFull;
    ++admitted_;
    return Admission::kAdmitted;
  }

  uint32_t admitted() const { return admitted_; }

  // Lets the next hour begin.
  void Clear() {
    if (admitted_ > 0) of_broadcaster_.Clear();
    admitted_ = 0;
  }

 private:
  const uint32_t most_;
  const uint32_t most_of_broadcaster_;
  uint32_t admitted_ = 0;
  BroadcasterCounts of_broadcaster_;
};

}  // namespace nodestats

#endif  // NODESTATS_RECORD_QUOTA_H_
