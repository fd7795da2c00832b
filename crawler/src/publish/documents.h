// A snapshot as people and programs read it. All are pure functions: the same snapshot gives the same bytes.
#ifndef NODESTATS_CRAWLER_PUBLISH_DOCUMENTS_H_
#define NODESTATS_CRAWLER_PUBLISH_DOCUMENTS_H_

#include <string>

#include "absl/status/status.h"
#include "view/build_view.h"

namespace nodestats::crawler {

std::string MetricsText(const Snapshot& snapshot);                // Prometheus text 0.0.4: newest hour, day and week
std::string NetworkJson(const NetworkView& view);                 // one view, crawler/schema/network.json
std::string NodesJson(const Snapshot& snapshot);                  // each endpoint's state, crawler/schema/nodes.json
std::string IndexJson(const Snapshot& snapshot);                  // which views there are, crawler/schema/index.json
std::string NetworkTable(const Snapshot& snapshot, int columns);  // for a terminal; clips negative figures
std::string NodesTable(const Snapshot& snapshot, int columns);    // who answered, and why others did not

// Writes the JSON documents as files: index.json, nodes.json and one for each view under a name that never gets other
// bytes (its time and a digest). Each file is whole at any moment; what no longer is in the index stays.
absl::Status ExportTo(const std::string& folder, const Snapshot& snapshot);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_DOCUMENTS_H_
