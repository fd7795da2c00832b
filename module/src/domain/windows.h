// Windows: the lengths of time over which figures are given, all aligned to UTC.
#ifndef NODESTATS_DOMAIN_WINDOWS_H_
#define NODESTATS_DOMAIN_WINDOWS_H_

#include <cstdint>
#include <string_view>

namespace nodestats {

inline constexpr int64_t kHourS = 3600;
inline constexpr int64_t kHourMs = kHourS * 1000;
inline constexpr int64_t kHourUs = kHourMs * 1000;
inline constexpr int64_t kReleaseDelayS = 10;  // from a window's end to the appearance of its release

enum Window : int { kHour = 0, kBlock = 1, kDay = 2 };
inline constexpr int kWindowCount = 3;

struct WindowSpec {
  std::string_view name;  // label in the Prometheus forms
  int64_t length_s;
  int64_t kept_s;  // age, counted from the window's end, up to which its release is kept
};

inline constexpr WindowSpec kWindows[kWindowCount] = {
    {"1h", kHourS, 24 * kHourS},
    {"4h", 4 * kHourS, 48 * kHourS},
    {"24h", 24 * kHourS, 336 * kHourS},
};

// Start of the aligned stretch of `length` that holds `time`; both in one unit, from 1970 on.
constexpr int64_t AlignedStart(int64_t time, int64_t length) { return time - time % length; }

}  // namespace nodestats

#endif  // NODESTATS_DOMAIN_WINDOWS_H_
