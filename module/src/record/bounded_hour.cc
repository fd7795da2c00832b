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

int64_t Milli(int64_t units) { return (units * 1000 + (1 << (kUnitBits - 1))) >> kUnitBits; }

}  // namespace

void BoundedHour::Add(const Measured& measured) {
  uint16_t& count = segments[measured.outcome_speed];
  count = static_cast<uint16_t>(count + (count < UINT16_MAX ? 1 : 0));
  if (measured.failed) return;
  for (uint32_t i = 0; i < measured.rendition_count; ++i) {
    const uint8_t rung = measured.rung[i];
    const absl::uint128 product = absl::uint128(static_cast<uint64_t>(measured.encoded_pixels[i])) * kReciprocals[rung];
    const uint64_t sum = pixels[rung] + absl::Uint128High64(product);
    pixels[rung] = static_cast<uint32_t>(std::min<uint64_t>(sum, UINT32_MAX));
  }
}

void BoundedHour::Settle(Tally* tally) const {
  SettlePixels((*tally)[kEncodedPixels]);
  const int64_t all = std::accumulate(std::begin(segments), std::end(segments), int64_t{0});
  Split(absl::MakeConstSpan(segments), all, kMilliOutcomesMost, (*tally)[kOutcomeStreams]);
}

void BoundedHour::SettlePixels(absl::Span<int64_t> out) const {
  const int64_t all = std::accumulate(std::begin(pixels), std::end(pixels), int64_t{0});
  if (Milli(all) > kMilliPixelsMost) return Split(absl::MakeConstSpan(pixels), all, kMilliPixelsMost, out);
  int64_t seen = 0;  // rounded as they add up, so that the parts come to the rounded sum
  for (size_t rung = 0; rung < out.size(); ++rung) {
    out[rung] = SaturatingAdd(out[rung], Milli(seen + pixels[rung]) - Milli(seen));
    seen += pixels[rung];
  }
}

}  // namespace nodestats
