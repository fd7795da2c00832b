// From a request to what answers it: which page, with which headers.
#ifndef NODESTATS_CRAWLER_PUBLISH_ANSWER_H_
#define NODESTATS_CRAWLER_PUBLISH_ANSWER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "publish/site.h"

namespace nodestats::crawler {

// What of a request decides about its answer.
struct Request {
  absl::string_view method;
  std::string path;                   // without the query
  absl::string_view if_none_match;    // as sent; empty where absent
  absl::string_view accept_encoding;  // likewise
};

struct Answer {
  unsigned int status = 0;
  std::vector<std::pair<const char*, std::string>> headers;  // but for those of the connection and the length
  absl::string_view body;                                    // in a page; what HEAD and 304 leave out is here too
};

// A page as the request wants it: compressed, or not at all where it is held.
Answer ShowPage(const Page& page, const Request& request);
// `readiness` is what the moment says at kReadinessPath; the rest is the snapshot's.
Answer MakeAnswer(const Site& site, const Page& readiness, const Request& request);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_PUBLISH_ANSWER_H_
