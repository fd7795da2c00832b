#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/printable.h"
#include "discovery/discovery.h"
#include "discovery/origin.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kAccountWidth = 42;
constexpr size_t kOriginWidth = 11;
constexpr size_t kLeastWidth = 10;  // of the columns that share what the terminal has left

using Key = std::pair<Account, std::string>;

struct Row {
  std::string recipient, origin, uri, found;
};

// What came of each URI: its addresses, or why there are none.
std::map<Key, std::string> Findings(const Resolved& resolved) {
  std::map<Key, std::string> findings;
  for (const Endpoint& endpoint : resolved.endpoints) {
    std::string& text = findings[{endpoint.recipient, endpoint.uri}];
    absl::StrAppend(&text, text.empty() ? "" : " ", endpoint.address);
  }
  for (const Unreachable& one : resolved.unreachable) {
    findings[{one.recipient, one.uri}] = absl::StrCat(UnreachableName(one.reason), ": ", one.detail);
  }
  return findings;
}

std::vector<Row> Rows(const NodeList& list, const Resolved& resolved) {
  const std::map<Key, std::string> findings = Findings(resolved);
  std::vector<Row> rows;
  for (const Orchestrator& orchestrator : list.orchestrators) {
    const std::string recipient = orchestrator.recipient == kNoAccount ? "-" : AccountText(orchestrator.recipient);
    if (orchestrator.uris.empty()) rows.push_back({recipient, "-", "-", "nothing registered"});
    for (const ServiceUri& uri : orchestrator.uris) {
      const auto found = findings.find({orchestrator.recipient, uri.uri});
      rows.push_back(
          {recipient, std::string(OriginName(uri.origin)), uri.uri, found == findings.end() ? "" : found->second});
    }
  }
  return rows;
}

size_t UriWidth(const std::vector<Row>& rows, size_t room) {
  size_t longest = kLeastWidth;
  for (const Row& row : rows) longest = std::max(longest, row.uri.size());
  return std::clamp(longest, kLeastWidth, std::max(kLeastWidth, room * 3 / 5));
}

std::string Summary(const NodeList& list, const Resolved& resolved) {
  std::string text = absl::StrCat(list.orchestrators.size(), " orchestrators, ", resolved.endpoints.size(),
                                  " addresses, ", resolved.unreachable.size(), " URIs that lead nowhere");
  if (list.chain_id != 0) absl::StrAppend(&text, "; block ", list.block_number, " of chain ", list.chain_id);
  if (list.round != 0) absl::StrAppend(&text, ", round ", list.round);
  return text;
}

}  // namespace

std::string NodeListTable(const NodeList& list, const Resolved& resolved, int columns) {
  const std::vector<Row> rows = Rows(list, resolved);
  const size_t fixed = kAccountWidth + kOriginWidth + 3;
  const size_t room = std::max(static_cast<size_t>(std::max(columns, 0)), fixed + 2 * kLeastWidth) - fixed;
  const auto uri_width = UriWidth(rows, room);
  const size_t found_width = room - uri_width;
  std::string table;
  const auto add = [&](const Row& row) {
    std::string line = absl::StrFormat("%-*s %-*s %-*s %s", kAccountWidth, row.recipient, kOriginWidth, row.origin,
                                       uri_width, Printable(row.uri, uri_width), Printable(row.found, found_width));
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&table, line, "\n");
  };
  add({"RECIPIENT", "ORIGIN", "URI", "ADDRESSES"});
  for (const Row& row : rows) add(row);
  return absl::StrCat(table, Printable(Summary(list, resolved), 200), "\n");
}

}  // namespace nodestats::crawler
