// What is served under one path.
#ifndef NODESTATS_CRAWLER_PUBLISH_PAGE_H_
#define NODESTATS_CRAWLER_PUBLISH_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

struct Page {
  unsigned int status = 200;
  std::string content_type;
  std::string cache_control;
  std::string body;
  std::string gzip;  // the body compressed; empty where that is no gain
  std::string etag;  // of the body; empty: none
};

// A page of the body, with its compressed form and tag.
Page MakePage(absl::string_view content_type, absl::string_view cache_control, std::string body);

// A line of JSON for what went wrong, not to be cached.
Page ErrorPage(unsigned int status, absl::string_view error);

// `bytes` as one gzip member; empty where that is not shorter.
std::string Gzip(absl::string_view bytes);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_PAGE_H_
