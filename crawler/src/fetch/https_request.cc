#include "fetch/https_request.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/printable.h"
#include "fetch/curl_reason.h"

namespace nodestats::crawler {
namespace {

std::string Bracketed(const std::string& host) {
  return absl::StrContains(host, ':') ? absl::StrCat("[", host, "]") : host;
}

// libcurl's options are of three types, which the compiler has to see.
void Set(CURL* easy, CURLoption option, const char* value) { curl_easy_setopt(easy, option, value); }
void Set(CURL* easy, CURLoption option, long value) { curl_easy_setopt(easy, option, value); }  // NOLINT

// A node's certificate is its own and new at each start: who it is, its releases' signatures say.
void TrustAnyCertificate(CURL* easy) {
  Set(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  Set(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  Set(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  Set(easy, CURLOPT_SSL_EC_CURVES, "X25519:P-256:P-384");  // the cheapest key share first
}

// What a server could make libcurl do beyond one question and one answer.
void KeepToOneConnection(CURL* easy) {
  Set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  Set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));  // NOLINT
  Set(easy, CURLOPT_FRESH_CONNECT, 1L);
  Set(easy, CURLOPT_FORBID_REUSE, 1L);
  Set(easy, CURLOPT_PROXY, "");
  Set(easy, CURLOPT_NOSIGNAL, 1L);
}

}  // namespace

HttpsRequest::HttpsRequest(const FetchOptions& options, const Question& question, size_t ticket,
                           const curl_slist* headers)
    : easy_(curl_easy_init()), ticket_(ticket), max_bytes_(static_cast<size_t>(options.max_answer_bytes)) {
  if (easy_ != nullptr) SetUp(options, question, headers);
}

void HttpsRequest::SetUp(const FetchOptions& options, const Question& question, const curl_slist* headers) {
  CURL* easy = easy_.get();
  SetPlace(question.endpoint, absl::StrCat("/nodestats?since=", std::max<int64_t>(question.since_unix_seconds, 0)));
  TrustAnyCertificate(easy);
  KeepToOneConnection(easy);
  const auto deadline_ms = static_cast<long>(absl::ToInt64Milliseconds(options.deadline));  // NOLINT
  Set(easy, CURLOPT_TIMEOUT_MS, deadline_ms);
  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, deadline_ms);
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(max_bytes_));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &HttpsRequest::TakeBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &HttpsRequest::TakeHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
}

// Goes to the endpoint's address, and calls it by the name that is registered.
void HttpsRequest::SetPlace(const Endpoint& endpoint, const std::string& query) {
  const std::string url = absl::StrCat(endpoint.tls ? "https://" : "http://", Bracketed(endpoint.host), ":",
                                       static_cast<int>(endpoint.port), query);
  Set(easy_.get(), CURLOPT_URL, url.c_str());
  connect_to_.reset(curl_slist_append(nullptr, absl::StrCat("::", Bracketed(endpoint.address), ":").c_str()));
  curl_easy_setopt(easy_.get(), CURLOPT_CONNECT_TO, connect_to_.get());
}

HttpsRequest* HttpsRequest::Of(CURL* easy) {
  char* request = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &request);
  return reinterpret_cast<HttpsRequest*>(request);
}

size_t HttpsRequest::TakeBody(char* data, size_t size, size_t count, void* request) {
  auto* self = static_cast<HttpsRequest*>(request);
  const size_t bytes = size * count;
  self->too_large_ = bytes > self->max_bytes_ - self->body_.size();
  if (self->too_large_) return 0;  // which ends it
  self->body_.append(data, bytes);
  return bytes;
}

size_t HttpsRequest::TakeHeader(char* data, size_t size, size_t count, void* request) {
  constexpr absl::string_view kName = "content-encoding:";
  const absl::string_view line(data, size * count);
  if (absl::StartsWithIgnoreCase(line, kName)) {
    static_cast<HttpsRequest*>(request)->content_encoding_ =
        Printable(absl::StripAsciiWhitespace(line.substr(kName.size())), kMaxDetailBytes);
  }
  return line.size();
}

Attempt HttpsRequest::Finish(CURLcode code) {
  long status = 0;    // NOLINT
  long os_error = 0;  // NOLINT
  const char* content_type = nullptr;
  curl_off_t received_bytes = 0;
  curl_off_t duration_us = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &os_error);
  curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_TYPE, &content_type);
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &received_bytes);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &duration_us);
  Attempt attempt;
  attempt.received_bytes = received_bytes;
  attempt.duration_us = duration_us;
  attempt.reason = too_large_ ? Reason::kTooLarge : ReasonOfCurl(code, static_cast<int>(os_error));
  if (attempt.reason == Reason::kTooLarge) {
    attempt.detail = absl::StrCat("an answer of more than ", max_bytes_, " bytes");
  } else if (attempt.reason != Reason::kNone) {
    attempt.detail = Printable(error_[0] != '\0' ? error_ : curl_easy_strerror(code), kMaxDetailBytes);
  } else {
    attempt.reason =
        ReasonOfHttp(status, content_type == nullptr ? "" : content_type, content_encoding_, attempt.detail);
    if (attempt.reason == Reason::kStatus) attempt.retry_after = RetryAfter();
    if (attempt.retry_after > absl::ZeroDuration()) {
      absl::StrAppend(&attempt.detail, ", to be asked again after ", absl::FormatDuration(attempt.retry_after));
    }
  }
  if (attempt.reason == Reason::kNone) attempt.body = std::move(body_);
  return attempt;
}

// Zero where there is no such header.
absl::Duration HttpsRequest::RetryAfter() const {
  curl_off_t seconds = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &seconds);
  return absl::Seconds(std::max<curl_off_t>(seconds, 0));
}

}  // namespace nodestats::crawler
