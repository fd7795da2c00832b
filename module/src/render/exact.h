// The operator's exact live view. Never for a public port.
#ifndef NODESTATS_RENDER_EXACT_H_
#define NODESTATS_RENDER_EXACT_H_

#include <cstdint>
#include <string>

#include "hour/tally.h"
#include "nodestats/nodestats.h"
#include "record/stream_table.h"
#include "record/totals.h"

namespace nodestats {

// One count for each status that nodestats_record_segment() may return.
inline constexpr int kStatusCount = NODESTATS_EINTERNAL + 1;

struct ExactView {
  std::string software_version;
  int64_t now_unix_s = 0;
  int64_t hour_start_unix_s = 0;  // 0: no hour is open
  bool hour_is_whole = false;
  int64_t streams_seen = 0;  // in the open hour
  int64_t max_streams = 0;
  int64_t rejected[kStatusCount] = {};  // segments, since the engine was opened
  Refused refused;                      // of these, those with EFULL
  ActiveStreams active;
  Tally hour;       // so far, as if it were closed now
  Totals lifetime;  // since the engine was opened
};

std::string ExactText(const ExactView& view);
std::string ExactJson(const ExactView& view);

}  // namespace nodestats

#endif  // NODESTATS_RENDER_EXACT_H_
