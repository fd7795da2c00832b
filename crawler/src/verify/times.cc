#include "verify/times.h"

#include <algorithm>
#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "domain/windows.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kLatestStartS = 253402300800;  // the year 10000: sums of times do not overflow

bool AreHoursOf(const v1::Release& release, int64_t length_s) {
  const auto& hours = release.covered_hours();
  return !hours.empty() && hours.size() <= length_s / kHourS &&
         std::adjacent_find(hours.begin(), hours.end(), std::greater_equal<>()) == hours.end() &&
         *(hours.end() - 1) < length_s / kHourS;
}

std::string Rfc3339(int64_t unix_seconds) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(unix_seconds), absl::UTCTimeZone());
}

}  // namespace

Findings CheckTimes(const v1::Release& release, int64_t now_unix_seconds) {
  if (release.window() < v1::WINDOW_1H || release.window() > v1::WINDOW_24H) {
    return Malformed(absl::StrCat("window ", static_cast<int>(release.window()), " is none that is known"));
  }
  const WindowSpec& window = kWindows[release.window() - v1::WINDOW_1H];
  const int64_t start_s = release.start_unix_seconds();
  if (start_s < 0 || start_s > kLatestStartS || start_s % window.length_s != 0) {
    return Malformed(absl::StrCat("a window of ", std::string(window.name), " does not start at ", start_s));
  }
  if (release.end_unix_seconds() != start_s + window.length_s) {
    return Malformed(absl::StrCat("the window's end ", release.end_unix_seconds(), " does not fit its start"));
  }
  if (!AreHoursOf(release, window.length_s)) return Malformed("the covered hours are none of the window");
  if (release.end_unix_seconds() > now_unix_seconds) {
    return Finding{Reason::kFromTheFuture, absl::StrCat("the window ends at ", Rfc3339(release.end_unix_seconds()),
                                                        ", and it is ", Rfc3339(now_unix_seconds))};
  }
  return std::nullopt;
}

}  // namespace nodestats::crawler
