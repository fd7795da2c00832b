#include "record/source_rung.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "domain/rungs.h"

namespace nodestats {
namespace {

// A common source size, larger side first: portrait and landscape have the same pixels and the same rung.
struct Size {
  uint32_t larger;
  uint32_t smaller;
};

constexpr Size kSizes[] = {
    // 16:9 and near it
    {256, 144},
    {426, 240},
    {480, 270},
    {640, 360},
    {848, 480},
    {852, 480},
    {854, 480},
    {960, 540},
    {1024, 576},
    {1280, 720},
    {1366, 768},
    {1536, 864},
    {1600, 900},
    {1920, 1080},
    {1920, 1088},
    {2048, 1152},
    {2560, 1440},
    {3200, 1800},
    {3840, 2160},
    {5120, 2880},
    {7680, 4320},
    // 4:3 and 5:4
    {192, 144},
    {320, 240},
    {480, 360},
    {640, 480},
    {720, 480},
    {720, 576},
    {768, 576},
    {800, 600},
    {960, 720},
    {1024, 768},
    {1280, 960},
    {1280, 1024},
    {1440, 1080},
    {1600, 1200},
    {1920, 1440},
    // 16:10, 3:2 and 2:1
    {1280, 800},
    {1440, 900},
    {1680, 1050},
    {1920, 1200},
    {2560, 1600},
    {1080, 720},
    {1440, 720},
    {2160, 1080},
    // wide
    {1280, 544},
    {1920, 800},
    {1920, 816},
    {2560, 1080},
    {3440, 1440},
    {4096, 2160},
    // square
    {480, 480},
    {720, 720},
    {1080, 1080},
};
constexpr int kSizeCount = sizeof kSizes / sizeof kSizes[0];

// Tells whether pixels are a whole number of a size's frames by one multiplication: with d odd, n is a multiple of
// d * 2^k just where n * d^-1 (mod 2^64), rotated right by k, is at most (2^64 - 1) / (d * 2^k).
// Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994, section 9.
struct Divisor {
  uint64_t area;
  uint64_t inverse;  // of the area's odd part, modulo 2^64
  uint64_t limit;    // most frames that 64 bits hold
  int shift;         // the area is its odd part << shift
  int rung;
  uint32_t larger_side;

  // Number of frames, or more than `limit` where there is a rest.
  constexpr uint64_t Frames(uint64_t pixels) const {
    const uint64_t product = pixels * inverse;
    return product >> shift | product << (64 - shift);
  }
};

constexpr Divisor DivisorOf(Size size) {
  Divisor result{uint64_t{size.larger} * size.smaller, 1, 0, 0, RungOfSize(size.larger, size.smaller), size.larger};
  uint64_t odd = result.area;
  for (; odd % 2 == 0; odd /= 2) ++result.shift;
  for (int i = 0; i < 6; ++i) result.inverse *= 2 - odd * result.inverse;  // Newton: doubles the right bits
  result.limit = ~uint64_t{0} / result.area;
  return result;
}

struct Divisors {
  constexpr Divisors() {
    for (int i = 0; i < kSizeCount; ++i) of[i] = DivisorOf(kSizes[i]);
    std::sort(std::begin(of), std::end(of), [](const Divisor& a, const Divisor& b) { return a.area < b.area; });
  }
  Divisor of[kSizeCount] = {};
};
constexpr Divisors kDivisors;

constexpr bool AllAreasAreEven() {  // Frames() may not shift by 0
  return std::all_of(std::begin(kDivisors.of), std::end(kDivisors.of), [](const Divisor& d) { return d.shift > 0; });
}
static_assert(AllAreasAreEven());

// Numbers of frames that a usual rate gives for a duration, each within 2 % or one frame. The ranges of 24 and 25
// frames a second touch each other, as do those of 48 and 50; each rate's range goes down to that of its 1000/1001.
class UsualFrames {
 public:
  explicit UsualFrames(int64_t duration_us) {
    const double duration_s = static_cast<double>(duration_us) * 1e-6;
    for (int i = 0; i < kRanges; ++i) {
      const double lowest = kRates[i].lowest * (1000.0 / 1001.0) * duration_s;
      const double highest = kRates[i].highest * duration_s;
      ranges_[i] = {std::min(0.98 * kLess * lowest, lowest - kOne), std::max(1.02 * kMore * highest, highest + kOne)};
    }
  }

  double fewest() const { return std::max(ranges_[0].lowest, 1.0); }
  double most() const { return ranges_[kRanges - 1].highest; }

  bool Has(uint64_t frames) const {
    const auto count = static_cast<double>(frames);
    return std::any_of(std::begin(ranges_), std::end(ranges_),
                       [&](const Range& range) { return range.lowest <= count && count <= range.highest; });
  }

 private:
  struct Range {
    double lowest;
    double highest;
  };
  // So that a bound that is met exactly is not lost to rounding. No number of frames lies nearer to a bound than 1e-8
  // without being on it, since durations are whole microseconds, and these move none by so much.
  static constexpr double kLess = 1 - 1e-14;
  static constexpr double kMore = 1 + 1e-14;
  static constexpr double kOne = 1 + 1e-9;
  static constexpr int kRanges = 4;
  static constexpr Range kRates[kRanges] = {{24, 25}, {30, 30}, {48, 50}, {60, 60}};

  Range ranges_[kRanges];
};

// Each rendition that keeps the source's frame rate has its frames, and its larger side as asked for; so its share of
// the pixels gives the source's larger side, to be met within 1 %.
bool FitsRenditions(const nodestats_segment& segment, uint32_t larger_side) {
  const double squared_side = static_cast<double>(larger_side) * larger_side;
  for (uint32_t i = 0; i < segment.rendition_count; ++i) {
    const nodestats_rendition& rendition = segment.renditions[i];
    if (rendition.frame_rate_num != 0 || rendition.encoded_pixels == 0) continue;
    const double asked = std::max(rendition.width, rendition.height);
    const double found = asked * asked * static_cast<double>(segment.decoded_pixels);
    const double wanted = squared_side * static_cast<double>(rendition.encoded_pixels);
    if (found < 0.99 * 0.99 * wanted || found > 1.01 * 1.01 * wanted) return false;
  }
  return true;
}

}  // namespace

int SourceRung(const nodestats_segment& segment) {
  if (segment.source_width != 0) return RungOfSize(segment.source_width, segment.source_height);
  if (segment.decoded_pixels == 0) return kUnknownRung;
  const UsualFrames usual(segment.duration_us);
  const auto pixels = static_cast<double>(segment.decoded_pixels);
  const auto smallest_area = static_cast<uint64_t>(pixels / usual.most());
  const auto largest_area = static_cast<uint64_t>(pixels / usual.fewest());
  const auto* divisor = std::partition_point(std::begin(kDivisors.of), std::end(kDivisors.of),
                                             [&](const Divisor& size) { return size.area < smallest_area; });
  int rung = kUnknownRung;
  for (; divisor != std::end(kDivisors.of) && divisor->area <= largest_area; ++divisor) {
    const uint64_t frames = divisor->Frames(static_cast<uint64_t>(segment.decoded_pixels));
    if (frames > divisor->limit || divisor->rung == rung) continue;
    if (!usual.Has(frames) || !FitsRenditions(segment, divisor->larger_side)) continue;
    if (rung != kUnknownRung) return kUnknownRung;
    rung = divisor->rung;
  }
  return rung;
}

}  // namespace nodestats
