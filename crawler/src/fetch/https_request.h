// One GET /nodestats.
#ifndef NODESTATS_CRAWLER_FETCH_HTTPS_REQUEST_H_
#define NODESTATS_CRAWLER_FETCH_HTTPS_REQUEST_H_

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>

#include "fetch/courier.h"

namespace nodestats::crawler {

struct CurlDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlDeleter>;
using CurlList = std::unique_ptr<curl_slist, CurlDeleter>;

// Stays where it is: libcurl holds its address.
class HttpsRequest {
 public:
  // `headers` outlives it. It is run by whoever has easy().
  HttpsRequest(const FetchOptions& options, const Question& question, size_t ticket, const curl_slist* headers);
  HttpsRequest(const HttpsRequest&) = delete;
  HttpsRequest& operator=(const HttpsRequest&) = delete;

  CURL* easy() const { return easy_.get(); }
  size_t ticket() const { return ticket_; }
  // The request that `easy` belongs to.
  static HttpsRequest* Of(CURL* easy);

  // What it came to, when libcurl said `code`.
  Attempt Finish(CURLcode code);

 private:
  static size_t TakeBody(char* data, size_t size, size_t count, void* request);
  static size_t TakeHeader(char* data, size_t size, size_t count, void* request);
  void SetUp(const FetchOptions& options, const Question& question, const curl_slist* headers);
  absl::Duration RetryAfter() const;
  void SetPlace(const Endpoint& endpoint, const std::string& query);

  CurlHandle easy_;
  CurlList connect_to_;
  const size_t ticket_;
  const size_t max_bytes_;
  bool too_large_ = false;
  std::string body_;
  std::string content_encoding_;
  char error_[CURL_ERROR_SIZE] = {};
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_FETCH_HTTPS_REQUEST_H_
