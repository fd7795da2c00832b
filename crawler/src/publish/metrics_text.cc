// MetricsText of documents.h.
#include <optional>

#include "publish/documents.h"
#include "publish/json.h"
#include "publish/metric_writer.h"
#include "publish/reason_counts.h"
#include "publish/receiver_metrics.h"

namespace nodestats::crawler {
namespace {

using Views = std::vector<const NetworkView*>;

std::string Text(absl::string_view text) { return {text.data(), text.size()}; }
std::string Window(const NetworkView& view) { return std::string(WindowName(view)); }

Views NewestViews(const Snapshot& snapshot) {
  Views views;
  if (!snapshot.hours.empty()) views.push_back(&snapshot.hours.back());
  if (!snapshot.days.empty()) views.push_back(&snapshot.days.back());
  if (snapshot.week.has_value()) views.push_back(&*snapshot.week);
  return views;
}

// Adds a sample for each class of `list`, where there is one. `labels_of(i)` gives those beside the window.
template <typename List, typename LabelsOf>
void AddClasses(const NetworkView& view, const List& list, const LabelsOf& labels_of,
                std::vector<EstimateSample>& samples) {
  for (size_t i = 0; list.has_value() && i < list->size(); ++i) {
    MetricLabels labels = {{"window", Window(view)}};
    for (auto& label : labels_of(i)) labels.push_back(std::move(label));
    samples.push_back({std::move(labels), (*list)[i]});
  }
}

void WritePlaces(const Views& views, MetricWriter& out) {
  const auto region = [](const char* estimate) {
    return [estimate](size_t i) {
      return MetricLabels{{"region", std::string(RegionName(static_cast<int>(i)))}, {"estimate", estimate}};
    };
  };
  const auto country = [](const char* estimate) {
    return [estimate](size_t i) {
      return MetricLabels{{"country", std::string(CountryCode(static_cast<int>(i)))}, {"estimate", estimate}};
    };
  };
  std::vector<EstimateSample> regions;
  std::vector<EstimateSample> countries;
  for (const NetworkView* view : views) {
    AddClasses(*view, view->region_streams_published, region("published"), regions);
    AddClasses(*view, view->region_streams, region("consistent"), regions);
    AddClasses(*view, view->country_streams_published, country("published"), countries);
    AddClasses(*view, view->country_streams, country("consistent"), countries);
  }
  out.Estimates(
      "nodestats_network_region_streams",
      "Average streams by the gateway's UN region, as published or made consistent by least squares; of an hour "
      "only where every node gives them.",
      regions);
  out.Estimates(
      "nodestats_network_country_streams",
      "Average streams by the gateway's country, as published or made consistent by least squares; of an hour "
      "only where every node gives them.",
      countries);
}

void WriteClasses(const Views& views, MetricWriter& out) {
  std::vector<EstimateSample> pixels;
  std::vector<EstimateSample> sources;
  std::vector<EstimateSample> rates;
  const auto rung = [](size_t i) { return MetricLabels{{"rung", std::string(kRungNames[i])}}; };
  const auto rate = [](size_t i) { return MetricLabels{{"pixel_rate", std::string(kPixelRateNames[i])}}; };
  for (const NetworkView* view : views) {
    AddClasses(*view, view->encoded_pixels, rung, pixels);
    AddClasses(*view, view->source_streams, rung, sources);
    AddClasses(*view, view->pixel_rate_streams, rate, rates);
  }
  out.Estimates("nodestats_network_encoded_pixels",
                "Pixels encoded in the window, by the rung asked for; of an hour only where every node gives them.",
                pixels);
  out.Estimates("nodestats_network_source_streams",
                "Average streams by the rung of their source; of an hour only where every node gives them.", sources);
  out.Estimates(
      "nodestats_network_pixel_rate_streams",
      "Average streams by megapixels encoded for each second of media; of an hour only where every node gives "
      "them.",
      rates);
}

void WriteStreams(const Views& views, MetricWriter& out) {
  std::vector<EstimateSample> streams;
  std::vector<EstimateSample> peaks;
  for (const NetworkView* view : views) {
    streams.push_back({{{"window", Window(*view)}}, view->streams});
    if (view->peak_kind == PeakKind::kUnknown) continue;
    const char* kind = view->peak_kind == PeakKind::kSampled ? "sampled" : "upper_bound";
    peaks.push_back({{{"window", Window(*view)}, {"kind", kind}}, view->streams_peak});
  }
  out.Estimates("nodestats_network_streams", "Average streams of all nodes that take part.", streams);
  out.Estimates(
      "nodestats_network_streams_peak",
      "Most streams at once: at a 5-minute instant over all nodes, or a bound that this does not exceed; absent "
      "where too few nodes tell.",
      peaks);
}

void WriteWhoTakesPart(const Views& views, MetricWriter& out) {
  std::vector<Sample> broadcasters, orchestrators, instances, fees, ends;
  for (const NetworkView* view : views) {
    const std::string window = Window(*view);
    const Participation& who = view->participation;
    const auto add = [&window](std::vector<Sample>& to, const char* label, const char* key,
                               std::optional<double> value) {
      if (value.has_value()) to.push_back({{{"window", window}, {label, key}}, *value});
    };
    add(broadcasters, "kind", "largest_node", view->broadcasters_lower_bound);
    add(broadcasters, "kind", "paying", view->broadcasters_paying);
    if (who.known_orchestrators > 0) add(orchestrators, "state", "known", who.known_orchestrators);
    add(orchestrators, "state", "participating", who.recipients);
    add(orchestrators, "state", "delegated", who.delegated);
    if (who.known_orchestrators > 0) add(orchestrators, "state", "former", who.former);
    instances.push_back({{{"window", window}}, static_cast<double>(who.instances)});
    if (who.fee_share.has_value()) fees.push_back({{{"window", window}}, *who.fee_share});
    ends.push_back({{{"window", window}}, static_cast<double>(view->end_unix_seconds)});
  }
  out.Gauge("nodestats_network_broadcasters",
            "Distinct broadcasters: of the largest node in one region, a lower bound, or those that paid tickets.",
            broadcasters);
  out.Gauge("nodestats_network_orchestrators",
            "Orchestrators on the list, with releases in the window, and of these with another account's signature and "
            "no longer on the list.",
            orchestrators);
  out.Gauge("nodestats_network_instances", "Node processes with releases in the window.", instances);
  out.Gauge("nodestats_network_fee_share_ratio", "Share of the fees paid on chain of the orchestrators that take part.",
            fees);
  out.Gauge("nodestats_network_window_end_timestamp_seconds", "End of the window, which is excluded.", ends);
}

// Of the newest day, else the newest hour: not all nodes publish hours.
void WriteRegionNodes(const Snapshot& snapshot, MetricWriter& out) {
  const NetworkView* view = !snapshot.days.empty()    ? &snapshot.days.back()
                            : !snapshot.hours.empty() ? &snapshot.hours.back()
                                                      : nullptr;
  std::vector<Sample> samples;
  for (int i = 0; view != nullptr && view->region_nodes.has_value() && i < kRegionCount; ++i) {
    const RegionNodes& nodes = (*view->region_nodes)[static_cast<size_t>(i)];
    const std::string region(RegionName(i));
    samples.push_back({{{"region", region}, {"state", "known"}}, static_cast<double>(nodes.known)});
    samples.push_back({{{"region", region}, {"state", "participating"}}, static_cast<double>(nodes.taking_part)});
  }
  out.Gauge("nodestats_network_region_nodes",
            "Addresses of nodes by UN region: on the list, and with releases in the newest day.", samples);
}

void WriteCountries(MetricWriter& out) {
  std::vector<Sample> samples;
  for (int country = 0; country < kCountryCount; ++country) {
    samples.push_back({{{"country", std::string(CountryCode(country))},
                        {"region", std::string(RegionName(RegionOfCountry(country)))}},
                       1});
  }
  out.Gauge("nodestats_country_region", "The UN region of each country; always 1.", samples);
}

void WriteEndpoints(const Snapshot& snapshot, MetricWriter& out) {
  std::vector<Sample> reasons, ups, newest;
  const std::array<int, kReasonCount> counts = CountReasons(snapshot.endpoints);
  for (size_t i = 0; i < counts.size(); ++i) {
    reasons.push_back({{{"reason", Text(ReasonName(static_cast<Reason>(i)))}}, static_cast<double>(counts[i])});
  }
  for (const EndpointState& state : snapshot.endpoints) {
    const MetricLabels labels = {{"recipient", AccountText(state.endpoint.recipient)},
                                 {"uri", state.endpoint.uri},
                                 {"address", state.endpoint.address}};
    // Without a route nothing is known of the node.
    if (state.reason != Reason::kNoRoute) ups.push_back({labels, state.reason == Reason::kNone ? 1.0 : 0.0});
    if (state.newest_end_unix_seconds > 0)
      newest.push_back({labels, static_cast<double>(state.newest_end_unix_seconds)});
  }
  out.Gauge("nodestats_crawl_endpoints", "Addresses of nodes by how the last question ended; none: all is well.",
            reasons);
  out.Gauge("nodestats_crawl_endpoint_up", "Whether a node's address answered the last question well.", ups);
  out.Gauge("nodestats_crawl_endpoint_newest_end_timestamp_seconds", "End of a node's newest release that is held.",
            newest);
}

void WriteCrawl(const Snapshot& snapshot, MetricWriter& out) {
  if (snapshot.list_read_unix_seconds > 0) {
    const auto age = static_cast<double>(snapshot.made_unix_seconds - snapshot.list_read_unix_seconds);
    out.Gauge("nodestats_crawl_list_age_seconds", "Age of the list of orchestrators.", {{{}, age}});
  }
  if (snapshot.uri_answers.has_value()) {
    const UriAnswers& answers = *snapshot.uri_answers;
    const auto sample = [](const char* answer, int nodes) {
      return Sample{{{"answer", answer}}, static_cast<double>(nodes)};
    };
    out.Gauge("nodestats_crawl_uri_questions", "Nodes by how they took the last question which others belong to them.",
              {sample("given", answers.given), sample("refused", answers.refused), sample("none", answers.unreached)});
  }
  if (snapshot.crawled_unix_seconds > 0) {
    out.Gauge("nodestats_crawl_last_success_timestamp_seconds", "When the last crawl ended whose answers were stored.",
              {{{}, static_cast<double>(snapshot.crawled_unix_seconds)}});
  }
  out.Gauge("nodestats_crawl_snapshot_timestamp_seconds", "When these figures were made.",
            {{{}, static_cast<double>(snapshot.made_unix_seconds)}});
}

}  // namespace

std::string MetricsText(const Snapshot& snapshot) {
  MetricWriter out;
  const Views views = NewestViews(snapshot);
  WriteStreams(views, out);
  WritePlaces(views, out);
  WriteClasses(views, out);
  WriteWhoTakesPart(views, out);
  WriteRegionNodes(snapshot, out);
  WriteCountries(out);
  WriteEndpoints(snapshot, out);
  WriteCrawl(snapshot, out);
  WriteReceivers(snapshot.receivers, out);
  return out.Take();
}

}  // namespace nodestats::crawler
