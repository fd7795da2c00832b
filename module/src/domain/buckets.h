// Classes of pixel rate, of speed against real time, and of outcome.
#ifndef NODESTATS_DOMAIN_BUCKETS_H_
#define NODESTATS_DOMAIN_BUCKETS_H_

#include <cstdint>
#include <string_view>

namespace nodestats {

// Megapixels encoded for each second of media, all renditions together. A range includes its lower bound.
inline constexpr int kPixelRateCount = 11;
inline constexpr std::string_view kPixelRateNames[kPixelRateCount] = {
    "0-1", "1-2", "2-4", "4-8", "8-16", "16-32", "32-64", "64-128", "128-256", "256-512", "512+"};

constexpr int PixelRateBucket(int64_t pixels, int64_t duration_us) {
  const int64_t megapixels_per_second = pixels / duration_us;  // pixels / us
  int bucket = 0;
  while (bucket < kPixelRateCount - 1 && megapixels_per_second >= int64_t{1} << bucket) ++bucket;
  return bucket;
}

// Media duration over turnaround: 1 is just real time. A range includes its lower bound.
inline constexpr int kSpeedCount = 8;
inline constexpr std::string_view kSpeedNames[kSpeedCount] = {"0-0.5", "0.5-1", "1-1.5", "1.5-2",
                                                              "2-4",   "4-8",   "8-16",  "16+"};

// A segment that took no time at all has the highest speed, unless it has no media.
constexpr int SpeedBucket(int64_t duration_us, int64_t turnaround_us) {
  constexpr int64_t kHalves[kSpeedCount - 1] = {1, 2, 3, 4, 8, 16, 32};
  if (duration_us == 0) return 0;
  int bucket = 0;
  for (const int64_t halves : kHalves) bucket += 2 * duration_us >= halves * turnaround_us ? 1 : 0;
  return bucket;
}

inline constexpr int kOutcomeCount = 3;
inline constexpr std::string_view kOutcomeNames[kOutcomeCount] = {"ok", "partial", "failed"};

// Instants at which the hour's active streams are counted: each five minutes, the last at the hour's end.
inline constexpr int kInstantCount = 12;
inline constexpr int64_t kInstantStepMs = 300'000;
inline constexpr std::string_view kInstantNames[kInstantCount] = {"05", "10", "15", "20", "25", "30",
                                                                  "35", "40", "45", "50", "55", "60"};

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_BUCKETS_H_
