// NodesTable of documents.h.
#include "absl/strings/str_cat.h"
#include "base/printable.h"
#include "publish/documents.h"
#include "publish/reason_counts.h"
#include "publish/text_table.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kMostRows = 50;

std::string ShortAccount(const Account& account) {
  if (account == kNoAccount) return "-";
  const std::string text = AccountText(account);
  return absl::StrCat(text.substr(0, 8), "…", text.substr(text.size() - 4));
}

// A URI is what somebody registered: nothing in it may move the cursor.
std::string Shown(absl::string_view text) { return Printable(text, text.size()); }

std::string Counts(const Snapshot& snapshot) {
  const std::array<int, kReasonCount> counts = CountReasons(snapshot.endpoints);
  std::string text = absl::StrCat(snapshot.endpoints.size(), " addresses: ", counts[0], " answered well");
  for (size_t i = 1; i < counts.size(); ++i) {
    if (counts[i] > 0) absl::StrAppend(&text, ", ", counts[i], " ", ReasonName(static_cast<Reason>(i)));
  }
  return text;
}

std::string ListText(const Snapshot& snapshot) {
  if (snapshot.list_trouble.empty()) return "";
  return absl::StrCat("the list of nodes is of ", TimeText(snapshot.list_read_unix_seconds),
                      " UTC: ", Shown(snapshot.list_trouble));
}

std::vector<std::string> RowOf(const EndpointState& state) {
  const std::string place = state.endpoint.address.empty()
                                ? state.endpoint.uri
                                : absl::StrCat(state.endpoint.uri, " (", state.endpoint.address, ")");
  return {ShortAccount(state.endpoint.recipient), Shown(place),
          std::string(ReasonName(state.reason).data(), ReasonName(state.reason).size()),
          TimeText(state.answered_unix_seconds), Shown(state.detail)};
}

}  // namespace

std::string NodesTable(const Snapshot& snapshot, int columns) {
  std::string text = Line(Counts(snapshot), columns);
  const std::string list = ListText(snapshot);
  if (!list.empty()) text += Line(list, columns);
  TextTable table(/*align_left=*/true);
  table.Add({"recipient", "where", "reason", "last well (UTC)", "detail"});
  size_t failing = 0;
  for (const EndpointState& state : snapshot.endpoints) {
    if (state.reason == Reason::kNone && state.contradictions == 0) continue;
    if (++failing > kMostRows) continue;
    std::vector<std::string> row = RowOf(state);
    if (state.contradictions > 0) row.back() += absl::StrCat(" (", state.contradictions, " contradicting releases)");
    table.Add(std::move(row));
  }
  if (failing > 0) text += table.Render(columns);
  if (failing > kMostRows) text += Line(absl::StrCat("and ", failing - kMostRows, " more"), columns);
  return text;
}

}  // namespace nodestats::crawler
