#include "publish/receiver_metrics.h"

namespace nodestats::crawler {

void WriteReceivers(const std::vector<ReceiverState>& receivers, MetricWriter& out) {
  std::vector<Sample> skipped;
  std::vector<Sample> complete;
  for (const ReceiverState& each : receivers) {
    const auto add = [&](const char* reason, int64_t count) {
      skipped.push_back({{{"receiver", each.receiver}, {"reason", reason}}, static_cast<double>(count)});
    };
    add("unfit", each.skipped);
    add("too_old", each.too_old);
    add("refused", each.refused);
    complete.push_back({{{"receiver", each.receiver}}, static_cast<double>(each.complete_unix_seconds)});
  }
  out.Counter("nodestats_crawl_remote_write_skipped_releases_total",
              "Releases not sent: unfit (contradict an earlier one, or cannot be read), too old, or refused.", skipped);
  out.Gauge("nodestats_crawl_remote_write_complete_timestamp_seconds",
            "When the receiver last had all that is held; until then, when the crawler started.", complete);
}

}  // namespace nodestats::crawler
