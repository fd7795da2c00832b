#include "record/source_size.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numeric>

#include "domain/rungs.h"
#include "record/rendition_fit.h"
#include "record/usual_video.h"

namespace nodestats {
namespace {

constexpr int kLeadBits = 5;    // what the likeliest rung has to have over all others
constexpr int kNeverBits = 30;  // what is this rare, or rarer, is not believed at all
constexpr int64_t kMaxSide = 16384;
constexpr int64_t kMinSide = 16;
constexpr int64_t kMostTrials = 20'000;  // some 0.1 ms; as a rule there are a few hundred

int FloorLog2(uint64_t value) { return 63 - __builtin_clzll(value); }

class Search {
 public:
  Search(const SourceEvidence& evidence, const nodestats_segment& segment) : evidence_(evidence), segment_(segment) {}

  int Rung() {
    if (evidence_.kind == SourceEvidence::kFrames) {
      TryArea(static_cast<int64_t>(evidence_.decoded_common), segment_.decoded_frames, 0);
    } else {
      TryUsualRates();
      TryOtherRates();
    }
    if (trials_ > kMostTrials) return kUnknownRung;
    const auto* best = std::max_element(std::begin(weights_), std::end(weights_));
    const double others = std::accumulate(std::begin(weights_), std::end(weights_), 0.0) - *best;
    if (*best < std::ldexp(others + std::ldexp(1, -kNeverBits), kLeadBits)) return kUnknownRung;
    return static_cast<int>(best - std::begin(weights_));
  }

 private:
  // Whoever sends segments chooses their durations: the work that these make has a bound.
  template <typename Number>
  bool MayTry(Number first, Number last) {
    if (last >= first) trials_ += static_cast<int64_t>(last - first) + 1;
    return trials_ <= kMostTrials;
  }

  // Frames in a second if the largest common divisor were the area of a frame. If it is that of `k` frames, there are
  // `k` times as many.
  double RateOfOne() const {
    return evidence_.pixels / static_cast<double>(evidence_.decoded_common) / evidence_.seconds;
  }

  // Durations are whole milliseconds.
  double Precision() const { return 0.0004 + 0.0006 * evidence_.summed / evidence_.seconds; }

  void TryUsualRates() {
    const double one = RateOfOne();
    for (const UsualRate& rate : kUsualRates) {
      const auto fewest = static_cast<uint64_t>(std::ceil(0.97 * rate.per_second / one));
      const auto most = static_cast<uint64_t>(1.01 * rate.per_second / one);
      if (!MayTry(std::max<uint64_t>(fewest, 1), most)) return;
      for (uint64_t k = std::max<uint64_t>(fewest, 1); k <= most; ++k) {
        const int bits = BitsOfRate(static_cast<double>(k) * one, Precision());
        if (bits <= kUnusualRateBits) TryCommonFrames(k, bits);
      }
    }
  }

  // Where the counts vary, they may tell the size at any rate.
  void TryOtherRates() {
    constexpr double kSlowest = 5;
    const double one = RateOfOne();
    if (one < kSlowest) return;
    for (uint64_t k = 1; static_cast<double>(k) * one <= kMostFramesASecond; ++k) {
      if (BitsOfRate(static_cast<double>(k) * one, Precision()) > kUnusualRateBits) {
        TryCommonFrames(k, kUnusualRateBits);
      }
    }
  }

  // Every segment's number of frames is a multiple of `k`. A source may have a key frame every so many frames, but not
  // every few: that would be chance, once more with each segment that differs from the one before.
  void TryCommonFrames(uint64_t k, int bits) {
    constexpr uint64_t kShortestGop = 12;
    constexpr int kMostBits = 40;
    if (evidence_.decoded_common % k != 0) return;
    const auto area = static_cast<int64_t>(evidence_.decoded_common / k);
    if (segment_.decoded_pixels % area != 0) return;
    if (k < kShortestGop) bits += std::min(FloorLog2(k) * evidence_.changes, kMostBits);
    const int64_t frames = segment_.decoded_pixels / area;
    TryArea(area, static_cast<double>(frames), bits);
  }

  void TryArea(int64_t area, double frames, int bits) {
    if (area % 2 != 0 || area > kMaxSide * kMaxSide || bits >= kNeverBits) return;
    const RenditionFit fit(segment_, frames, frames / (static_cast<double>(segment_.duration_us) * 1e-6));
    const RenditionFit::Shapes shapes = fit.PossibleShapes();
    if (shapes.least <= 0 || shapes.least > shapes.most) return;
    const auto pixels = static_cast<double>(area);
    const auto smallest = static_cast<int64_t>(std::ceil(std::sqrt(pixels / shapes.most) - 1e-6));
    const auto largest = std::min(static_cast<int64_t>(std::sqrt(pixels / shapes.least) + 1e-6), kMaxSide);
    if (!MayTry(smallest, largest)) return;
    for (int64_t larger = smallest; larger <= largest; ++larger) {
      if (area % larger != 0) continue;
      const int64_t smaller = area / larger;
      if (smaller > larger || smaller < kMinSide || !AllFit(fit, larger, smaller)) continue;
      weights_[RungOfSize(static_cast<uint32_t>(larger), static_cast<uint32_t>(smaller))] +=
          std::ldexp(1, -bits - BitsOfSize(larger, smaller));
    }
  }

  bool AllFit(const RenditionFit& fit, int64_t larger, int64_t smaller) const {
    for (uint32_t i = 0; i < segment_.rendition_count; ++i) {
      if (!fit.Fits(i, evidence_.EncodedCommon(segment_, i), larger, smaller)) return false;
    }
    return true;
  }

  const SourceEvidence& evidence_;
  const nodestats_segment& segment_;
  double weights_[kRungCount] = {};
  int64_t trials_ = 0;
};

}  // namespace

int SearchSourceRung(const SourceEvidence& evidence, const nodestats_segment& segment) {
  return Search(evidence, segment).Rung();
}

}  // namespace nodestats
