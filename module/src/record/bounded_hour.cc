#include "record/bounded_hour.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <type_traits>

#include "absl/numeric/int128.h"
#include "record/split.h"

namespace nodestats {
namespace {

static_assert(std::is_trivially_default_constructible_v<BoundedHour>);

constexpr int kUnitBits = 29;
constexpr uint32_t kPixelsMost = uint32_t{kMilliPixelsMost / 1000} << kUnitBits;
constexpr uint32_t kSegmentsMost = UINT16_MAX;

// 2^93 / nominal pixels of each rung, so that units are the upper half of a product.
constexpr int kReciprocalBits = 64 + kUnitBits;
constexpr std::array<uint64_t, kRungCount> MakeReciprocals() {
  std::array<uint64_t, kRungCount> reciprocals{};
  for (int rung = 0; rung < kRungCount; ++rung) {
    // Long division by a number below 2^63, bit by bit: absl::uint128 does not divide in a constant.
    const auto nominal = static_cast<uint64_t>(NominalPixels(rung));
    uint64_t quotient = 0;
    uint64_t rest = 1;
    for (int bit = 0; bit < kReciprocalBits; ++bit) {
      rest *= 2;
      quotient = quotient << 1 | (rest >= nominal ? 1 : 0);
      if (rest >= nominal) rest -= nominal;
    }
    reciprocals[static_cast<size_t>(rung)] = quotient;
  }
  return reciprocals;
}
constexpr std::array<uint64_t, kRungCount> kReciprocals = MakeReciprocals();

}  // namespace

void BoundedHour::Add(const Measured& measured) {
  const uint32_t seen = std::accumulate(std::begin(segments), std::end(segments), uint32_t{0});
  if (seen < kSegmentsMost) ++segments[measured.outcome_speed];
  if (measured.failed) return;
  uint32_t room = kPixelsMost - std::accumulate(std::begin(pixels), std::end(pixels), uint32_t{0});
  for (uint32_t i = 0; i < measured.rendition_count; ++i) {
    const uint8_t rung = measured.rung[i];
    const absl::uint128 product = absl::uint128(static_cast<uint64_t>(measured.encoded_pixels[i])) * kReciprocals[rung];
    const auto units = static_cast<uint32_t>(std::min<uint64_t>(absl::Uint128High64(product), room));
    pixels[rung] += units;
    room -= units;
  }
}

void BoundedHour::Settle(Tally* tally) const {
  const uint64_t all_pixels = std::accumulate(std::begin(pixels), std::end(pixels), uint64_t{0});
  const auto milli = static_cast<int64_t>((all_pixels * 1000 + (1U << (kUnitBits - 1))) >> kUnitBits);
  Split(absl::MakeConstSpan(pixels), static_cast<int64_t>(all_pixels), milli, 0, (*tally)[kEncodedPixels]);
  const int64_t all_segments = std::accumulate(std::begin(segments), std::end(segments), int64_t{0});
  Split(absl::MakeConstSpan(segments), all_segments, kMilliOutcomesMost, 0, (*tally)[kOutcomeStreams]);
}

}  // namespace nodestats
