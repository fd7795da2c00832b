// Times of the scenarios, in Unix milliseconds.
#ifndef NODESTATS_TESTS_ABI_CLOCK_H_
#define NODESTATS_TESTS_ABI_CLOCK_H_

#include <cstdint>

namespace nodestats_test {

inline constexpr int64_t kSecond = 1000;
inline constexpr int64_t kMinute = 60 * kSecond;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kDay = 24 * kHour;
inline constexpr int64_t kYear = 365 * kDay;

inline constexpr int64_t kMidnight = 1767225600000;  // 2026-01-01 00:00 UTC: hours of scenarios count from here
inline constexpr int64_t kUntilVisible = 10 * kSecond;

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_CLOCK_H_
