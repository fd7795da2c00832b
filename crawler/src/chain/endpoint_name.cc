#include "chain/endpoint_name.h"

#include <curl/curl.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/printable.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kLongestWords = 200;
constexpr size_t kShortestSecret = 6;  // "v2" and "rpc" are none

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string Part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

}  // namespace

absl::StatusOr<EndpointName> EndpointName::Of(const std::string& text) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
    return absl::InvalidArgumentError("the RPC endpoint's URL is none: it should look like https://host/path");
  }
  const std::string scheme = Part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return absl::InvalidArgumentError("the RPC endpoint's URL has to begin with https:// or http://");
  }
  EndpointName name;
  name.host_ = Part(url.get(), CURLUPART_HOST);
  const std::string port = Part(url.get(), CURLUPART_PORT);
  if (!port.empty()) absl::StrAppend(&name.host_, ":", port);
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_PATH, CURLUPART_QUERY}) {
    for (const absl::string_view piece : absl::StrSplit(Part(url.get(), part), absl::ByAnyChar("/&="))) {
      if (piece.size() >= kShortestSecret) name.secrets_.emplace_back(piece);
    }
  }
  return name;
}

std::string EndpointName::Clean(absl::string_view words) const {
  std::string text(words);
  for (const std::string& secret : secrets_) text = absl::StrReplaceAll(text, {{secret, "***"}});
  return Printable(text, kLongestWords);
}

}  // namespace nodestats::crawler
