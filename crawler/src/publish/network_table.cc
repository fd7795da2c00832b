// NetworkTable of documents.h.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "publish/documents.h"
#include "publish/json.h"
#include "publish/text_table.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kTopRegions = 8;
constexpr size_t kTopCountries = 10;
// Of 251 countries without a stream, the noise of one in three tables goes beyond this.
constexpr double kNoiseErrors = 3;
constexpr absl::string_view kNothing = "-";

// The domains' names are std::string_view, which is not absl's everywhere.
std::string Text(std::string_view text) { return std::string(text); }

using Views = std::vector<const NetworkView*>;  // newest hour, day and week; null where there is none

template <typename CellOf>
void AddRow(const std::string& name, const Views& views, const CellOf& cell_of, TextTable& table) {
  std::vector<std::string> cells = {name};
  for (const NetworkView* view : views) cells.push_back(view == nullptr ? std::string(kNothing) : cell_of(*view));
  table.Add(std::move(cells));
}

std::string PeakText(const NetworkView& view) {
  switch (view.peak_kind) {
    case PeakKind::kSampled:
      return EstimateText(view.streams_peak) + " (sampled)";
    case PeakKind::kUpperBound:
      return absl::StrCat("at most ", EstimateText(view.streams_peak));
    case PeakKind::kUnknown:
      break;
  }
  return std::string(kNothing);
}

std::string OrchestratorsText(const NetworkView& view) {
  const Participation& who = view.participation;
  if (who.known_orchestrators == 0) return absl::StrCat(who.recipients);
  const std::string listed = absl::StrCat(who.recipients - who.former, " of ", who.known_orchestrators);
  return who.former == 0 ? listed : absl::StrCat(listed, ", ", who.former, " no longer listed");
}

std::string BroadcastersText(const NetworkView& view) {
  std::vector<std::string> parts;
  if (view.broadcasters_lower_bound.has_value()) {
    parts.push_back(absl::StrCat("at least ", std::llround(*view.broadcasters_lower_bound)));
  }
  if (view.broadcasters_paying.has_value()) parts.push_back(absl::StrCat(*view.broadcasters_paying, " paid"));
  return parts.empty() ? std::string(kNothing) : absl::StrJoin(parts, ", ");
}

std::string Overview(const Views& views, int columns) {
  TextTable table;
  table.Add({"", "hour", "24 h", "7 d"});
  AddRow("ending (UTC)", views, [](const NetworkView& view) { return TimeText(view.end_unix_seconds); }, table);
  AddRow("streams, average", views, [](const NetworkView& view) { return EstimateText(view.streams); }, table);
  AddRow("streams, peak", views, PeakText, table);
  AddRow("orchestrators", views, OrchestratorsText, table);
  AddRow(
      "node processes", views, [](const NetworkView& view) { return absl::StrCat(view.participation.instances); },
      table);
  AddRow(
      "share of fees", views,
      [](const NetworkView& view) {
        const std::optional<double>& share = view.participation.fee_share;
        return share.has_value() ? PercentText(*share) : std::string(kNothing);
      },
      table);
  AddRow("broadcasters", views, BroadcastersText, table);
  return table.Render(columns);
}

// Indexes of `list`, the largest value first.
template <typename List>
std::vector<size_t> ByValue(const List& list) {
  std::vector<size_t> order(list.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return list[a].value == list[b].value ? a < b : list[a].value > list[b].value; });
  return order;
}

std::string ShareText(const Estimate& part, const Estimate& whole) {
  // Noise may make a part larger than the whole.
  return whole.value > 0 ? PercentText(std::min(part.value / whole.value, 1.0)) : std::string(kNothing);
}

// Whether no node there takes part, so that only what nodes elsewhere served of it is known.
bool LacksNodes(const NetworkView& view, size_t region) {
  return region != kUnknownRegion && view.region_nodes.has_value() && (*view.region_nodes)[region].taking_part == 0;
}

bool IsAboveNoise(const Estimate& figure) { return figure.value > kNoiseErrors * figure.standard_error; }

std::string NodesText(const NetworkView& view, size_t region) {
  if (!view.region_nodes.has_value()) return std::string(kNothing);
  const RegionNodes& nodes = (*view.region_nodes)[region];
  return absl::StrCat(nodes.taking_part, " of ", nodes.known,
                      LacksNodes(view, region) ? ": seen from elsewhere alone" : "");
}

std::string Regions(const NetworkView& view, int columns) {
  if (!view.region_streams.has_value()) return "";
  TextTable table;
  table.Add({"region", "streams", "share", "nodes there"});
  std::vector<std::string> unknown;
  size_t shown = 0;
  for (const size_t region : ByValue(*view.region_streams)) {
    const Estimate& streams = (*view.region_streams)[region];
    const std::string name(RegionName(static_cast<int>(region)));
    if (LacksNodes(view, region) && !IsAboveNoise(streams)) {
      unknown.push_back(name);
    } else if (shown++ < kTopRegions) {
      table.Add({name, EstimateText(streams), ShareText(streams, view.streams), NodesText(view, region)});
    }
  }
  std::string text = table.Render(columns);
  if (!unknown.empty()) {
    text += Line(absl::StrCat("unknown, since no node takes part there: ", absl::StrJoin(unknown, ", ")), columns);
  }
  return text + "\n";
}

std::string CountryText(const NetworkView& view, int country) {
  const int region = RegionOfCountry(country);
  return absl::StrCat(Text(CountryCode(country)), "  ", Text(RegionName(region)),
                      LacksNodes(view, static_cast<size_t>(region)) ? " (seen from elsewhere alone)" : "");
}

std::string Countries(const NetworkView& view, int columns) {
  if (!view.country_streams.has_value()) return "";
  TextTable table;
  table.Add({"country", "streams", "share"});
  const std::vector<size_t> order = ByValue(*view.country_streams);
  for (size_t i = 0; i < kTopCountries; ++i) {
    const Estimate& streams = (*view.country_streams)[order[i]];
    if (!IsAboveNoise(streams)) break;
    table.Add({CountryText(view, static_cast<int>(order[i])), EstimateText(streams), ShareText(streams, view.streams)});
  }
  return table.Render(columns) + "\n";
}

std::string Pixels(const NetworkView& view, int columns) {
  if (!view.encoded_pixels.has_value()) return "";
  TextTable table;
  table.Add({"rung", "pixels encoded", "share"});
  Estimate all;
  for (const Estimate& pixels : *view.encoded_pixels) all.value += std::max(pixels.value, 0.0);
  for (size_t i = 0; i < kRungCount; ++i) {
    const Estimate& pixels = (*view.encoded_pixels)[i];
    if (pixels.value == 0 && pixels.standard_error == 0) continue;
    table.Add({std::string(kRungNames[i]), PixelsText(pixels), ShareText(pixels, all)});
  }
  return table.Render(columns) + "\n";
}

}  // namespace

std::string NetworkTable(const Snapshot& snapshot, int columns) {
  const Views views = {snapshot.hours.empty() ? nullptr : &snapshot.hours.back(),
                       snapshot.days.empty() ? nullptr : &snapshot.days.back(),
                       snapshot.week.has_value() ? &*snapshot.week : nullptr};
  if (snapshot.hours.empty() && snapshot.days.empty()) return "No releases of the last seven days are held.\n";
  std::string text = Overview(views, columns) + "\n";
  // What tells of places: the newest day, or, of nodes in mode binned, the newest hour.
  const NetworkView& detail = views[1] != nullptr ? *views[1] : *views[0];
  const bool has_detail = detail.region_streams.has_value() || detail.encoded_pixels.has_value();
  if (!has_detail)
    return text + "Regions, countries and pixels: once nodes have published a day, past midnight (UTC).\n";
  text += Line(absl::StrCat("Of the ", views[1] != nullptr ? "24 h" : "hour", " that ended ",
                            TimeText(detail.end_unix_seconds), " UTC, with 1 standard error:"),
               columns);
  return text + Regions(detail, columns) + Countries(detail, columns) + Pixels(detail, columns);
}

}  // namespace nodestats::crawler
