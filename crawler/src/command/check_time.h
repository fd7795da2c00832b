// Times as people say them.
#ifndef NODESTATS_CRAWLER_COMMAND_CHECK_TIME_H_
#define NODESTATS_CRAWLER_COMMAND_CHECK_TIME_H_

#include <cstdint>
#include <string>

namespace nodestats::crawler {

std::string UtcText(int64_t unix_seconds);  // "2026-11-22 23:00"
std::string LengthText(int64_t seconds);    // "40 s", "12 min", "5 h 3 min", "21 days"
// How far the node's clock seems to be off: ahead above zero, behind below it; 0 where nothing says so. A node tells
// when its next release is due, which its own clock has not reached. That is a window after the newest end of its
// shortest window; or, where it was started since, when the first window ends that holds an hour which it began.
int64_t ClockOffset(int64_t next_release_unix_seconds, int64_t newest_end_unix_seconds, int64_t shortest_window_s,
                    int64_t now_unix_seconds);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_CHECK_TIME_H_
