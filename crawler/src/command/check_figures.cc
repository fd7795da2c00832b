#include "command/check_figures.h"

#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kDayS = 24 * kHourS;

const v1::Vector* Find(const v1::Release& release, absl::string_view name) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() == name) return &vector;
  }
  return nullptr;
}

double StddevOf(const v1::Vector& vector, int value) {
  if (vector.noise_stddev().empty()) return 0;
  return vector.noise_stddev(vector.noise_stddev_size() == 1 ? 0 : value);
}

}  // namespace

std::map<Window, const v1::Release*> NewestOf(const std::vector<VerifiedRelease>& releases) {
  std::map<Window, const v1::Release*> newest;
  for (const VerifiedRelease& verified : releases) {
    const v1::Release& release = verified.release;
    const v1::Release*& held = newest[static_cast<Window>(release.window() - v1::WINDOW_1H)];
    if (held == nullptr || held->end_unix_seconds() < release.end_unix_seconds()) held = &release;
  }
  return newest;
}

std::optional<std::string> AverageStreams(const v1::Release& release) {
  const v1::Vector* vector = Find(release, "streams_average");
  if (vector == nullptr) vector = Find(release, "region_streams_average");
  if (vector == nullptr) return std::nullopt;
  double sum = 0;
  double variance = 0;
  for (int i = 0; i < vector->values_size(); ++i) {
    sum += static_cast<double>(vector->values(i)) / static_cast<double>(vector->divisor());
    variance += StddevOf(*vector, i) * StddevOf(*vector, i);
  }
  if (variance == 0) return absl::StrFormat("%.2f", sum);
  return absl::StrFormat("%.1f +- %.1f", sum, std::sqrt(variance));
}

std::optional<std::string> HoursCoveredToday(const std::vector<VerifiedRelease>& releases, int64_t now_unix_seconds) {
  const int64_t today_s = AlignedStart(now_unix_seconds, kDayS);
  std::set<int64_t> covered;
  bool any = false;
  for (const VerifiedRelease& verified : releases) {
    if (verified.release.window() != v1::WINDOW_1H) continue;
    any = true;
    if (verified.release.start_unix_seconds() >= today_s) covered.insert(verified.release.start_unix_seconds());
  }
  if (!any) return std::nullopt;
  const int64_t ended = (now_unix_seconds - today_s - kReleaseDelayS) / kHourS;
  std::string missing;
  for (int64_t hour = 0; hour < ended; ++hour) {
    if (!covered.contains(today_s + hour * kHourS)) absl::StrAppend(&missing, absl::StrFormat(" %02d", hour));
  }
  return absl::StrCat(covered.size(), " of ", ended, missing.empty() ? "" : ", not", missing);
}

}  // namespace nodestats::crawler
