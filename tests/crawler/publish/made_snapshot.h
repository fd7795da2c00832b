// A snapshot as a crawl could have made it, with every part that a document can have.
#ifndef NODESTATS_TESTS_CRAWLER_PUBLISH_MADE_SNAPSHOT_H_
#define NODESTATS_TESTS_CRAWLER_PUBLISH_MADE_SNAPSHOT_H_

#include <algorithm>
#include <string>

#include "view/build_view.h"

namespace nodestats::crawler {

inline constexpr int64_t kMidnight = int64_t{20000} * 86400;

inline Account MadeAccount(uint8_t number) {
  Account account{};
  account.fill(number);
  return account;
}

// Figures that differ, some of them negative: value i - 2, error i + 0.5.
template <typename List>
void FillWith(List& list, double factor) {
  list.emplace();
  for (size_t i = 0; i < list->size(); ++i) {
    (*list)[i] = {factor * (static_cast<double>(i) - 2), static_cast<double>(i) + 0.5};
  }
}

inline NetworkView MadeView(int64_t start, int64_t length, bool has_places) {
  NetworkView view;
  view.start_unix_seconds = start;
  view.end_unix_seconds = start + length;
  view.participation = {3, 4, 1, 0, 10, 0.25, 96};
  view.streams = {1234.5, 14.25};
  view.peak_kind = PeakKind::kUpperBound;
  view.streams_peak = {2000, 28};
  if (!has_places) return view;
  FillWith(view.region_streams_published, 1);
  FillWith(view.region_streams, 2);
  FillWith(view.country_streams_published, 3);
  FillWith(view.country_streams, 4);
  FillWith(view.encoded_pixels, 1e12);
  FillWith(view.source_streams, 5);
  FillWith(view.pixel_rate_streams, 6);
  view.broadcasters_lower_bound = 7;
  view.broadcasters_paying = 43;
  view.region_nodes.emplace();
  (*view.region_nodes)[kWesternEurope] = {5, 3};
  (*view.region_nodes)[kEasternAsia] = {2, 0};
  return view;
}

inline EndpointState MadeEndpoint(uint8_t number, Reason reason) {
  EndpointState state;
  state.endpoint.recipient = MadeAccount(number);
  state.endpoint.uri = "https://node" + std::to_string(number) + ".example:8935";
  state.endpoint.address = "192.0.2." + std::to_string(number);
  state.reason = reason;
  state.detail = reason == Reason::kNone ? "" : "what went wrong";
  state.asked_unix_seconds = kMidnight + 100;
  if (reason != Reason::kNone) return state;
  state.answered_unix_seconds = kMidnight + 100;
  state.newest_end_unix_seconds = kMidnight;
  state.signer = MadeAccount(number);
  state.instance_id = std::string(32, 'a');
  state.privacy_mode = v1::PRIVACY_MODE_STREAM_HOUR;
  state.software_version = "nodestats/0.1.0";
  return state;
}

inline Snapshot MadeSnapshot() {
  Snapshot snapshot;
  snapshot.made_unix_seconds = kMidnight + 120;
  snapshot.chain_id = 42161;
  snapshot.list_read_unix_seconds = kMidnight - 880;
  snapshot.endpoints = {MadeEndpoint(1, Reason::kNone), MadeEndpoint(2, Reason::kNone),
                        MadeEndpoint(3, Reason::kRefused)};
  snapshot.hours = {MadeView(kMidnight - 7200, 3600, false), MadeView(kMidnight - 3600, 3600, false)};
  snapshot.days = {MadeView(kMidnight - 86400, 86400, true)};
  snapshot.week = MadeView(kMidnight - 7 * 86400, 7 * 86400, true);
  return snapshot;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_PUBLISH_MADE_SNAPSHOT_H_
