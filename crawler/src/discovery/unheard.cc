// What people are told of nodes that did not say which others belong to them.
#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/printable.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kMostLines = 4;
constexpr size_t kLongestUri = 80;

struct Group {
  int nodes = 0;
  std::string uri;  // of the first of them
};

// By reason, those with most nodes first.
std::vector<std::pair<std::string, Group>> Groups(const std::vector<Unheard>& unheard) {
  std::map<std::string, Group> by_reason;
  for (const Unheard& each : unheard) {
    Group& group = by_reason[each.why];
    if (++group.nodes == 1) group.uri = Printable(each.uri, kLongestUri);
  }
  std::vector<std::pair<std::string, Group>> groups(by_reason.begin(), by_reason.end());
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& one, const auto& other) { return one.second.nodes > other.second.nodes; });
  return groups;
}

}  // namespace

std::vector<std::string> UnheardLines(const Named& named) {
  std::vector<std::string> lines;
  if (named.unheard.empty()) return lines;
  const size_t asked = named.unheard.size() + static_cast<size_t>(named.answers.given);
  lines.push_back(absl::StrCat(named.unheard.size(), " of ", asked,
                               " nodes did not say which others belong to them (their releases may name these):"));
  for (const auto& [why, group] : Groups(named.unheard)) {
    if (lines.size() == kMostLines) {
      lines.emplace_back("  and other reasons");
      break;
    }
    lines.push_back(absl::StrCat("  ", group.nodes, " such as ", group.uri, ": ", why));
  }
  return lines;
}

}  // namespace nodestats::crawler
