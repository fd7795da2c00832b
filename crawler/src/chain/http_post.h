// One HTTP POST of JSON after the other, over a connection that is kept.
#ifndef NODESTATS_CRAWLER_CHAIN_HTTP_POST_H_
#define NODESTATS_CRAWLER_CHAIN_HTTP_POST_H_

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/sleep.h"

namespace nodestats::crawler {

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::optional<absl::Duration> retry_after;
};

struct HttpPostOptions {
  std::string url;
  absl::Duration deadline = absl::Seconds(20);  // of a request, from the name's resolution to the last byte
  size_t max_answer_bytes = size_t{64} << 20;
  const std::atomic<bool>* stop = &kNeverStop;  // ends a request within a second
};

// Not thread-safe.
class HttpPost {
 public:
  explicit HttpPost(HttpPostOptions options);

  // Errors: UNAVAILABLE (not reached), DATA_LOSS (reached, but without a whole answer), RESOURCE_EXHAUSTED (the answer
  // is too long), CANCELLED. An HTTP status of failure is no error here. Redirects are not followed: they would carry a
  // key elsewhere.
  absl::StatusOr<HttpAnswer> Send(const std::string& json);

 private:
  struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  HttpPostOptions options_;
  std::unique_ptr<curl_slist, Free> headers_;
  std::unique_ptr<CURL, Free> curl_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_HTTP_POST_H_
