#include "command/check_time.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "domain/windows.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kMinuteS = 60;
constexpr int64_t kDayS = 24 * kHourS;
// A release appears when all are signed; what is a little late says nothing of the clock.
constexpr int64_t kToleranceS = 30;

// How far from a node's start the end of its first window can be. The running hour does not count, since it did not
// run through it whole. It may have another mode than its releases, so that only the end itself says whether it can be
// that of a day.
int64_t FarthestEndAfterRestart(int64_t end_s) { return kHourS + (end_s % kDayS == 0 ? kDayS : kHourS); }

}  // namespace

std::string UtcText(int64_t unix_seconds) {
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(unix_seconds), absl::UTCTimeZone());
}

std::string LengthText(int64_t seconds) {
  if (seconds < 0) return absl::StrCat("-", LengthText(-seconds));
  if (seconds < 2 * kMinuteS) return absl::StrCat(seconds, " s");
  if (seconds < kHourS) return absl::StrCat(seconds / kMinuteS, " min");
  if (seconds < 2 * kDayS) return absl::StrCat(seconds / kHourS, " h ", seconds % kHourS / kMinuteS, " min");
  return absl::StrCat(seconds / kDayS, " days");
}

int64_t ClockOffset(int64_t next_release_unix_seconds, int64_t newest_end_unix_seconds, int64_t shortest_window_s,
                    int64_t now_unix_seconds) {
  if (next_release_unix_seconds == 0) return 0;
  const int64_t next_end_s = next_release_unix_seconds - kReleaseDelayS;
  const bool was_restarted = next_end_s != newest_end_unix_seconds + shortest_window_s;
  const int64_t farthest_s = was_restarted ? FarthestEndAfterRestart(next_end_s) : shortest_window_s;
  const int64_t ahead_s = next_end_s - now_unix_seconds - farthest_s;
  if (ahead_s > kToleranceS) return ahead_s;
  const int64_t behind_s = now_unix_seconds - next_release_unix_seconds;
  return behind_s > kToleranceS ? -behind_s : 0;
}

}  // namespace nodestats::crawler
