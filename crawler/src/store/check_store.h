// Reads a whole store, to see whether its disk kept what was written.
#ifndef NODESTATS_CRAWLER_STORE_CHECK_STORE_H_
#define NODESTATS_CRAWLER_STORE_CHECK_STORE_H_

#include <atomic>
#include <string>

#include "absl/status/status.h"

namespace nodestats::crawler {

// The file's structure (PRAGMA quick_check), who the nodes are (against the index), and the checksum of each release
// and node day. What is known of endpoints is not checked: it is learnt anew in each round. Reads beside a writer, over
// a connection of its own. Cost: the file is read once; see doc/crawler.md. Returns OK early where `stop` is set.
// Errors: DATA_LOSS (what is damaged, and what to do), those of reading.
absl::Status CheckStore(const std::string& path, const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_CHECK_STORE_H_
