// A release as the series that its node's own text form shows.
#ifndef NODESTATS_CRAWLER_REMOTE_WRITE_RELEASE_SERIES_H_
#define NODESTATS_CRAWLER_REMOTE_WRITE_RELEASE_SERIES_H_

#include <cstdint>
#include <functional>

#include "nodestats/v1/summary.pb.h"
#include "remote_write/relabel.h"

namespace nodestats::crawler {

using UseSeries = std::function<void(const Labels& labels, double value)>;

// Calls `use` for each figure of a release that ValidRelease accepts, and for what the text form says of the release:
// named and labelled as there, and where there is a country with its region too. What a node says of itself and not of
// a release (its version, its next release) is left out.
void ForEachSeries(const v1::Release& release, const UseSeries& use);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_REMOTE_WRITE_RELEASE_SERIES_H_
