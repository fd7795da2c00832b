// Rungs: the resolution classes of renditions and sources.
#ifndef NODESTATS_DOMAIN_RUNGS_H_
#define NODESTATS_DOMAIN_RUNGS_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace nodestats {

inline constexpr int kRungCount = 10;
inline constexpr int kUnknownRung = kRungCount;  // only sources can be of unknown rung
inline constexpr int kSourceRungCount = kRungCount + 1;
inline constexpr uint32_t kRungHeights[kRungCount] = {144, 240, 360, 480, 540, 720, 1080, 1440, 2160, 4320};
inline constexpr std::string_view kRungNames[kSourceRungCount] = {"144p",  "240p",  "360p",  "480p",  "540p",   "720p",
                                                                  "1080p", "1440p", "2160p", "4320p", "unknown"};

// Pixels of an hour of a rung's nominal stream: of its 16:9 size at 30 frames a second.
inline constexpr uint32_t kRungWidths[kRungCount] = {256, 426, 640, 854, 960, 1280, 1920, 2560, 3840, 7680};
constexpr int64_t NominalPixels(int rung) { return int64_t{kRungWidths[rung]} * kRungHeights[rung] * 30 * 3600; }

// The largest rung whose 0.9 fold the shorter side reaches, else 144p.
constexpr int RungOfSize(uint32_t width, uint32_t height) {
  const uint32_t shorter_side = std::min(width, height);
  int rung = 0;
  for (int i = 1; i < kRungCount; ++i) rung += 10 * shorter_side >= 9 * kRungHeights[i] ? 1 : 0;
  return rung;
}

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_RUNGS_H_
