// Words for what a list says.
#ifndef NODESTATS_CRAWLER_DISCOVERY_ORIGIN_H_
#define NODESTATS_CRAWLER_DISCOVERY_ORIGIN_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "discovery/endpoint.h"
#include "fetch/reason.h"

namespace nodestats::crawler {

std::optional<Origin> ParseOrigin(absl::string_view name);

// ReasonName's words for the reasons that are found here; its own library is further down the way of the data.
absl::string_view UnreachableName(Reason reason);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_DISCOVERY_ORIGIN_H_
