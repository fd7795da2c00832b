#include "chain/http_post.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

struct Body {
  std::string bytes;
  size_t limit;
  bool too_long = false;
};

size_t Take(char* data, size_t, size_t size, void* user) {
  Body& body = *static_cast<Body*>(user);
  body.too_long = size > body.limit - body.bytes.size();
  if (body.too_long) return 0;  // ends the transfer
  body.bytes.append(data, size);
  return size;
}

int EndWhereStopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(user) ? 1 : 0;
}

absl::Status NoAnswer(CURL* curl, CURLcode code) {
  curl_off_t ready_us = 0;  // when the connection, and TLS over it, stood
  curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &ready_us);
  return absl::Status(ready_us > 0 ? absl::StatusCode::kDataLoss : absl::StatusCode::kUnavailable,
                      curl_easy_strerror(code));
}

}  // namespace

HttpPost::HttpPost(HttpPostOptions options)
    : options_(std::move(options)),
      headers_(curl_slist_append(nullptr, "Content-Type: application/json")),
      curl_(curl_easy_init()) {
  CURL* curl = curl_.get();
  if (curl == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_URL, options_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "nodestats-crawl");
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, absl::ToInt64Milliseconds(options_.deadline));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // not even a name's resolution is waited for
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &EndWhereStopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, options_.stop);
}

absl::StatusOr<HttpAnswer> HttpPost::Send(const std::string& json) {
  CURL* curl = curl_.get();
  if (curl == nullptr) return absl::InternalError("libcurl cannot be used");
  Body body{.bytes = "", .limit = options_.max_answer_bytes};
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.c_str());
  const CURLcode code = curl_easy_perform(curl);
  if (body.too_long) {
    return absl::ResourceExhaustedError(absl::StrCat("answered more than ", options_.max_answer_bytes, " bytes"));
  }
  if (code == CURLE_ABORTED_BY_CALLBACK) return absl::CancelledError("stopped");
  if (code != CURLE_OK) return NoAnswer(curl, code);
  HttpAnswer answer;
  answer.body = std::move(body.bytes);
  long status = 0;  // NOLINT(google-runtime-int): libcurl's type
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  curl_off_t seconds = 0;
  if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) {
    answer.retry_after = absl::Seconds(seconds);
  }
  return answer;
}

}  // namespace nodestats::crawler
