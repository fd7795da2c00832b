// Figures of releases, read for people.
#ifndef NODESTATS_CRAWLER_COMMAND_CHECK_FIGURES_H_
#define NODESTATS_CRAWLER_COMMAND_CHECK_FIGURES_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/windows.h"
#include "nodestats/v1/summary.pb.h"
#include "verify/verified_release.h"

namespace nodestats::crawler {

// The newest release of each window that has one; they point into `releases`.
std::map<Window, const v1::Release*> NewestOf(const std::vector<VerifiedRelease>& releases);

// "12.3 +- 1.4": average streams with the noise's standard deviation; the sum of the regions where the node gives no
// total. nullopt where it gives neither.
std::optional<std::string> AverageStreams(const v1::Release& release);

// Of the hours of today (UTC) that have ended: how many were covered, such as "5 of 7, not 03 06"; nullopt where the
// node gives no hours.
std::optional<std::string> HoursCoveredToday(const std::vector<VerifiedRelease>& releases, int64_t now_unix_seconds);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CHECK_FIGURES_H_
