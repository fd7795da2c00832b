#include "remote_write/write_request.h"

#include <snappy.h>

#include "release/validate.h"
#include "remote_write/release_series.h"
#include "verify/shape.h"

namespace nodestats::crawler {
namespace {

void AddSeries(const Labels& labels, double value, int64_t time_ms, prometheus::WriteRequest& request) {
  prometheus::TimeSeries& series = *request.add_timeseries();
  for (const auto& [name, text] : labels) {
    prometheus::Label& label = *series.add_labels();
    label.set_name(name);
    label.set_value(text);
  }
  prometheus::Sample& sample = *series.add_samples();
  sample.set_value(value);
  sample.set_timestamp(time_ms);
}

void AddRelease(const StoredRelease& stored, const v1::Release& release, const RemoteWriteOptions& options,
                prometheus::WriteRequest& request) {
  const int64_t time_ms = release.end_unix_seconds() * 1000;
  ForEachSeries(release, [&](const Labels& shown, double value) {
    Labels labels = shown;
    // Who answers for it, as verified; not as claimed.
    labels.erase("recipient");
    if (stored.recipient != kNoAccount) labels["recipient"] = AccountText(stored.recipient);
    labels["node_instance"] = release.instance_id();
    for (const auto& label : options.external_labels) labels.insert(label);
    if (options.relabeling.Apply(labels) && !labels.empty()) AddSeries(labels, value, time_ms, request);
  });
}

}  // namespace

RequestPart MakeRequest(const std::vector<StoredRelease>& releases, const RemoteWriteOptions& options,
                        absl::Time oldest_end) {
  RequestPart part;
  for (const StoredRelease& stored : releases) {
    if (part.request.timeseries_size() >= kMaxSamplesPerRequest) break;
    part.last_sequence = stored.sequence;
    if (!stored.contradicts && absl::FromUnixSeconds(stored.end_unix_seconds) < oldest_end) {
      ++part.too_old;
      continue;
    }
    v1::Release release;
    if (stored.contradicts || !ParseKnown(stored.payload, release) || !ValidRelease(release)) {
      ++part.skipped;
      continue;
    }
    AddRelease(stored, release, options, part.request);
    ++part.releases;
  }
  return part;
}

std::string Compress(const prometheus::WriteRequest& request) {
  const std::string plain = request.SerializeAsString();
  std::string compressed;
  snappy::Compress(plain.data(), plain.size(), &compressed);
  return compressed;
}

}  // namespace nodestats::crawler
