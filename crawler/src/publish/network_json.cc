// NetworkJson of documents.h.
#include "publish/documents.h"
#include "publish/json.h"

namespace nodestats::crawler {
namespace {

Json Figure(const char* name, const Estimate& estimate) {
  return {{name, estimate.value}, {"standardError", estimate.standard_error}};
}

Json FigureOrNull(const char* name, const Estimate* estimate) {
  return estimate == nullptr ? Json() : Figure(name, *estimate);
}

// The `i`th figure of a list; null where there is no list.
template <typename List>
const Estimate* At(const List& list, size_t i) {
  return list.has_value() ? &(*list)[i] : nullptr;
}

Json ParticipationJson(const Participation& participation) {
  return {
      {"recipients", participation.recipients},
      {"instances", participation.instances},
      {"delegated", participation.delegated},
      {"former", participation.former},
      {"knownOrchestrators", participation.known_orchestrators > 0 ? Json(participation.known_orchestrators) : Json()},
      {"feeShare", OrNull(participation.fee_share)},
      {"coveredHours", participation.covered_hours}};
}

// Adds what is estimated as plain fields, null where nothing is, and what was published as an object.
template <typename List>
void AddStreams(const List& estimated, const List& published, size_t i, Json& to) {
  const Estimate* estimate = At(estimated, i);
  to["streams"] = estimate == nullptr ? Json() : Json(estimate->value);
  to["standardError"] = estimate == nullptr ? Json() : Json(estimate->standard_error);
  to["published"] = FigureOrNull("streams", At(published, i));
}

Json RegionJson(const NetworkView& view, int region) {
  const auto i = static_cast<size_t>(region);
  const RegionNodes* nodes = view.region_nodes.has_value() ? &(*view.region_nodes)[i] : nullptr;
  Json json = {{"region", RegionName(region)}};
  json["state"] = nodes == nullptr ? Json() : Json(nodes->taking_part > 0 ? "known" : "unknown");
  json["nodesKnown"] = nodes == nullptr ? Json() : Json(nodes->known);
  json["nodesTakingPart"] = nodes == nullptr ? Json() : Json(nodes->taking_part);
  AddStreams(view.region_streams, view.region_streams_published, i, json);
  return json;
}

Json RegionsJson(const NetworkView& view) {
  Json regions = Json::array();
  for (int region = 0; region < kRegionCount; ++region) regions.push_back(RegionJson(view, region));
  return regions;
}

Json CountriesJson(const NetworkView& view) {
  Json countries = Json::array();
  if (!view.country_streams_published.has_value() && !view.country_streams.has_value()) return countries;
  for (int country = 0; country < kCountryCount; ++country) {
    Json json = {{"country", CountryCode(country)}, {"region", RegionName(RegionOfCountry(country))}};
    AddStreams(view.country_streams, view.country_streams_published, static_cast<size_t>(country), json);
    countries.push_back(std::move(json));
  }
  return countries;
}

// One object for each class; none where the figure is not known.
template <typename List, typename Names>
Json ClassesJson(const List& list, const char* class_name, const Names& names, const char* figure_name) {
  Json classes = Json::array();
  for (size_t i = 0; list.has_value() && i < list->size(); ++i) {
    Json json = {{class_name, names[i]}};
    json.update(Figure(figure_name, (*list)[i]));
    classes.push_back(std::move(json));
  }
  return classes;
}

Json PeakJson(const NetworkView& view) {
  if (view.peak_kind == PeakKind::kUnknown) return {};
  Json peak = {{"kind", view.peak_kind == PeakKind::kSampled ? "sampled" : "upperBound"}};
  peak.update(Figure("streams", view.streams_peak));
  return peak;
}

}  // namespace

std::string_view WindowName(const NetworkView& view) {
  constexpr int64_t kHourSeconds = 3600;
  constexpr int64_t kDaySeconds = 24 * kHourSeconds;
  const int64_t length = view.end_unix_seconds - view.start_unix_seconds;
  return length <= kHourSeconds ? "1h" : length <= kDaySeconds ? "24h" : "7d";
}

std::string NetworkJson(const NetworkView& view) {
  return Dump({{"window", WindowName(view)},
               {"startUnixSeconds", view.start_unix_seconds},
               {"endUnixSeconds", view.end_unix_seconds},
               {"participation", ParticipationJson(view.participation)},
               {"streams", Figure("streams", view.streams)},
               {"streamsPeak", PeakJson(view)},
               {"broadcasters",
                {{"largestNode", OrNull(view.broadcasters_lower_bound)}, {"paying", OrNull(view.broadcasters_paying)}}},
               {"regions", RegionsJson(view)},
               {"countries", CountriesJson(view)},
               {"encodedPixels", ClassesJson(view.encoded_pixels, "rung", kRungNames, "pixels")},
               {"sourceStreams", ClassesJson(view.source_streams, "rung", kRungNames, "streams")},
               {"pixelRateStreams", ClassesJson(view.pixel_rate_streams, "pixelRate", kPixelRateNames, "streams")}});
}

}  // namespace nodestats::crawler
