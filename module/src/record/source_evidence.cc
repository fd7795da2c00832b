#include "record/source_evidence.h"

#include <algorithm>
#include <numeric>
#include <type_traits>

#include "record/source_size.h"

namespace nodestats {
namespace {

static_assert(std::is_trivially_default_constructible_v<SourceEvidence>);
static_assert(sizeof(SourceEvidence) == 48);

// `value` over `divisor`, or 0 where there is a rest. Exact, since both are below 2^53, where a quotient without a rest
// is not rounded, and faster than a remainder.
uint64_t QuotientOf(uint64_t value, uint64_t divisor) {
  const auto quotient = static_cast<uint64_t>(static_cast<double>(value) / static_cast<double>(divisor));
  return quotient * divisor == value ? quotient : 0;
}

uint32_t LargerAsked(const nodestats_rendition& rendition) { return std::max(rendition.width, rendition.height); }

bool IsPowerOfTwo(uint16_t value) { return (value & (value - 1)) == 0; }

}  // namespace

void SourceEvidence::Add(const Measured& measured) {
  if (segments == UINT16_MAX) return;
  if (measured.source_rung != kUnknownRung) return AddGiven(measured.source_rung);
  if (measured.segment != nullptr && measured.segment->decoded_pixels > 0) AddPixels(*measured.segment);
}

void SourceEvidence::AddGiven(uint8_t given) {
  if (kind != kGiven) segments = lead = 0;
  ++segments;
  if (lead == 0) Restart(kGiven, given);
  if (rung == given) {
    ++lead;
  } else {
    --lead;
  }
}

void SourceEvidence::Restart(Kind new_kind, uint8_t new_rung) {
  const uint16_t seen = segments;
  *this = SourceEvidence{};
  segments = seen;
  kind = new_kind;
  rung = new_rung;
}

void SourceEvidence::AddPixels(const nodestats_segment& segment) {
  const Kind told = segment.decoded_frames != 0 ? kFrames : kPixels;
  if (told < kind) return;
  if (told > kind) segments = lead = 0;
  ++segments;
  auto decoded = static_cast<uint64_t>(segment.decoded_pixels);
  if (told == kFrames) decoded = QuotientOf(decoded, segment.decoded_frames);
  if (decoded == 0) return;  // frames of different sizes
  if (lead == 0) return RestartPixels(segment, told, decoded);

  // Nothing new, as a rule.
  if (rung != kUnknownRung && decoded == decoded_common * last_count) {
    ++lead;
    return;
  }
  uint64_t count = QuotientOf(decoded, decoded_common);
  uint64_t common = decoded_common;
  if (count == 0) {
    common = std::gcd(decoded, decoded_common);
    count = decoded / common;
    const bool too_small = told == kFrames || pixels / static_cast<double>(common) > kMostFramesASecond * seconds;
    if (too_small) {  // both sizes cannot be the same
      --lead;
      return;
    }
  }
  if (told == kPixels && IsFarFromMean(segment)) {
    --lead;
    return;
  }
  Agree(segment, common, count);
}

// Takes a segment that has `count` times the divisor that it and the others have in common.
void SourceEvidence::Agree(const nodestats_segment& segment, uint64_t common, uint64_t count) {
  ++lead;
  ++summed;
  const bool narrower = common != decoded_common;
  const bool differs = narrower || static_cast<uint16_t>(count) != last_count;
  if (differs && changes < UINT8_MAX) ++changes;
  decoded_common = common;
  last_count = static_cast<uint16_t>(count);
  pixels += static_cast<float>(segment.decoded_pixels);
  seconds += static_cast<float>(segment.duration_us) * 1e-6F;
  const bool tracks_narrower = Track(segment);
  const bool twice_as_much = IsPowerOfTwo(summed) || (differs && IsPowerOfTwo(changes));
  if (narrower || tracks_narrower || (rung == kUnknownRung && twice_as_much)) {
    rung = static_cast<uint8_t>(SearchSourceRung(*this, segment));
  }
}

void SourceEvidence::RestartPixels(const nodestats_segment& segment, Kind new_kind, uint64_t decoded) {
  Restart(new_kind, kUnknownRung);
  lead = summed = 1;
  decoded_common = decoded;
  last_count = 1;
  pixels = static_cast<float>(segment.decoded_pixels);
  seconds = static_cast<float>(segment.duration_us) * 1e-6F;
  for (uint32_t i = 0; i < segment.rendition_count; ++i) {
    const uint32_t asked = LargerAsked(segment.renditions[i]);
    if (i == 0 || asked > LargerAsked(segment.renditions[tracked[0]])) {
      tracked[1] = tracked[0];
      tracked[0] = static_cast<uint8_t>(i);
    } else if (tracked[1] == tracked[0] || asked > LargerAsked(segment.renditions[tracked[1]])) {
      tracked[1] = static_cast<uint8_t>(i);
    }
  }
  for (int i = 0; i < kTracked; ++i) {
    encoded_common[i] = static_cast<uint64_t>(segment.renditions[tracked[i]].encoded_pixels);
  }
  ladder = LadderOf(segment);
  // Of pixels alone one segment tells too little; nor may each new stream cost a search.
  if (kind == kFrames) rung = static_cast<uint8_t>(SearchSourceRung(*this, segment));
}

// Whether some divisor has become smaller. A segment of another ladder says nothing of the tracked renditions.
bool SourceEvidence::Track(const nodestats_segment& segment) {
  if (LadderOf(segment) != ladder) return false;
  bool narrower = false;
  for (int i = 0; i < kTracked; ++i) {
    const auto encoded = static_cast<uint64_t>(segment.renditions[tracked[i]].encoded_pixels);
    if (encoded == 0 || (encoded_common[i] != 0 && QuotientOf(encoded, encoded_common[i]) != 0)) continue;
    encoded_common[i] = std::gcd(encoded, encoded_common[i]);
    narrower = true;
  }
  return narrower;
}

// A size of which the other one's area is a multiple can be told by the rate of pixels alone.
bool SourceEvidence::IsFarFromMean(const nodestats_segment& segment) const {
  constexpr int64_t kTooShortUs = 1'000'000;  // a frame more or less would count for too much
  if (segment.duration_us < kTooShortUs) return false;
  const double found = static_cast<double>(segment.decoded_pixels) * seconds;
  const double expected = static_cast<double>(segment.duration_us) * 1e-6 * pixels;
  return found < 0.7 * expected || found > expected / 0.7;
}

uint16_t SourceEvidence::LadderOf(const nodestats_segment& segment) const {
  if (std::max(tracked[0], tracked[1]) >= segment.rendition_count) return static_cast<uint16_t>(~ladder);
  const nodestats_rendition& first = segment.renditions[tracked[0]];
  const nodestats_rendition& second = segment.renditions[tracked[1]];
  const uint32_t hash =
      (first.width * 0x9e3779b1U + first.height * 0x85ebca77U + first.frame_rate_num * 0xc2b2ae3dU) ^
      (second.width * 0x27d4eb2fU + second.height * 0x165667b1U + second.frame_rate_num * 0xd3a2646dU);
  return static_cast<uint16_t>(hash >> 16);
}

uint64_t SourceEvidence::EncodedCommon(const nodestats_segment& segment, uint32_t i) const {
  if (LadderOf(segment) != ladder) return 0;
  for (int j = 0; j < kTracked; ++j) {
    if (tracked[j] == i) return encoded_common[j];
  }
  return 0;
}

}  // namespace nodestats
