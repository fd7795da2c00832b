// libcurl's errors as reasons.
#ifndef NODESTATS_CRAWLER_FETCH_CURL_REASON_H_
#define NODESTATS_CRAWLER_FETCH_CURL_REASON_H_

#include <curl/curl.h>

#include <string>

#include "absl/strings/string_view.h"
#include "fetch/reason.h"

namespace nodestats::crawler {

// `os_error` is the errno that libcurl kept.
Reason ReasonOfCurl(CURLcode code, int os_error);

// Of an answer that came whole. `content_type` may be empty; `detail` is set where the reason is not kNone.
Reason ReasonOfHttp(long status,  // NOLINT(google-runtime-int): libcurl's type
                    absl::string_view content_type, absl::string_view content_encoding, std::string& detail);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_CURL_REASON_H_
