// How remote write goes, as metrics.
#ifndef NODESTATS_CRAWLER_PUBLISH_RECEIVER_METRICS_H_
#define NODESTATS_CRAWLER_PUBLISH_RECEIVER_METRICS_H_

#include <vector>

#include "publish/metric_writer.h"
#include "view/build_view.h"

namespace nodestats::crawler {

// Nothing where there is no receiver.
void WriteReceivers(const std::vector<ReceiverState>& receivers, MetricWriter& out);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_RECEIVER_METRICS_H_
