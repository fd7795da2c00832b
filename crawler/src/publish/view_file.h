// The names under which views are kept: never other bytes under the same one.
#ifndef NODESTATS_CRAWLER_PUBLISH_VIEW_FILE_H_
#define NODESTATS_CRAWLER_PUBLISH_VIEW_FILE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "view/build_view.h"

namespace nodestats::crawler {

// A view as a file.
struct ViewFile {
  std::string window;
  int64_t start_unix_seconds = 0;
  int64_t end_unix_seconds = 0;
  std::string path;  // "network/24h/1790000000-0123456789abcdef.json": its start, and a digest of what is in it
  std::string json;
};

// All views of a snapshot: hours, days, the week; each ascending.
std::vector<ViewFile> ViewFiles(const Snapshot& snapshot);

std::string IndexJsonOf(const Snapshot& snapshot, const std::vector<ViewFile>& files);

// 16 hexadecimal digits of `bytes`' Keccak-256.
std::string ShortDigest(absl::string_view bytes);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_VIEW_FILE_H_
