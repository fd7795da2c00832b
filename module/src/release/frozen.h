// A release as it is kept: the bytes that were signed, and what has to be known of them.
#ifndef NODESTATS_RELEASE_FROZEN_H_
#define NODESTATS_RELEASE_FROZEN_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "domain/windows.h"
#include "nodestats/nodestats.h"

namespace nodestats {

struct Frozen {
  uint64_t id = 0;  // in this process; 0 for a restored one
  Window window = kHour;
  int64_t end_s = 0;
  std::string payload;    // a serialized v1::Release
  std::string signature;  // 65 bytes, or empty

  // When the release of the same window appears that takes this one's place.
  int64_t kept_until_s() const { return end_s + kWindows[window].kept_s + kReleaseDelayS; }
};

// The form for a file: a line that names the format, a CRC-32 of the rest, a serialized v1::SignedRelease.
std::string EncodeFrozen(const Frozen& frozen);

// Errors: EDAMAGED.
nodestats_status DecodeFrozen(absl::string_view data, Frozen* frozen);

}  // namespace nodestats

#endif  // NODESTATS_RELEASE_FROZEN_H_
