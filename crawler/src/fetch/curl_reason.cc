#include "fetch/curl_reason.h"

#include <cerrno>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/printable.h"

namespace nodestats::crawler {

Reason ReasonOfCurl(CURLcode code, int os_error) {
  switch (code) {
    case CURLE_OK:
      return Reason::kNone;
    case CURLE_URL_MALFORMAT:
      return Reason::kBadUri;
    case CURLE_COULDNT_RESOLVE_HOST:
      return Reason::kDns;
    case CURLE_COULDNT_CONNECT:
      return os_error == ETIMEDOUT ? Reason::kTimeout : Reason::kRefused;
    case CURLE_OPERATION_TIMEDOUT:
      return Reason::kTimeout;
    case CURLE_FILESIZE_EXCEEDED:
      return Reason::kTooLarge;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_PEER_FAILED_VERIFICATION:
      return Reason::kTls;
    default:
      return Reason::kBroken;
  }
}

// NOLINTNEXTLINE(google-runtime-int): libcurl's type
Reason ReasonOfHttp(long status, absl::string_view content_type, absl::string_view content_encoding,
                    std::string& detail) {
  if (status == 404) {
    detail = "HTTP 404: the node runs without nodestats";
    return Reason::kNotEnabled;
  }
  if (status != 200) {
    detail = absl::StrCat("HTTP ", status);
    return Reason::kStatus;
  }
  if (!content_encoding.empty() && !absl::EqualsIgnoreCase(content_encoding, "identity")) {
    detail = absl::StrCat("encoded as ", Quoted(content_encoding), ", which was not asked for");
    return Reason::kMalformed;
  }
  if (!absl::StartsWithIgnoreCase(content_type, "application/x-protobuf")) {
    detail = absl::StrCat("an answer of type ", Quoted(content_type), ", not application/x-protobuf");
    return Reason::kMalformed;
  }
  return Reason::kNone;
}

}  // namespace nodestats::crawler
