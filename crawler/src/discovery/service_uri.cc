#include "discovery/service_uri.h"

#include <curl/curl.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kLongestUri = 1024;
constexpr size_t kLongestHost = 253;  // RFC 1035, without the root's dot

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

absl::Status Bad(absl::string_view why) { return absl::InvalidArgumentError(why); }

std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

// libcurl's parser takes bytes of UTF-8, and tells a name by no more than what it lacks.
absl::Status CheckHost(const std::string& host, bool numeric_v6) {
  if (host.empty()) return Bad("it has no host");
  if (host.size() > kLongestHost) return Bad("its host is longer than a name can be");
  for (const char c : host) {
    const auto byte = static_cast<unsigned char>(c);
    const bool in_name = absl::ascii_isalnum(byte) || c == '.' || c == '-' || c == '_';
    if (!in_name && !(numeric_v6 && c == ':')) return Bad("its host holds characters that no name has");
  }
  return absl::OkStatus();
}

absl::StatusOr<ParsedUri> ReadParts(CURLU* url) {
  ParsedUri parsed;
  const std::string scheme = Part(url, CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") return Bad("it begins with neither https:// nor http://");
  parsed.tls = scheme == "https";
  if (!Part(url, CURLUPART_USER).empty() || !Part(url, CURLUPART_PASSWORD).empty()) {
    return Bad("it holds a user or password");
  }
  if (!Part(url, CURLUPART_ZONEID).empty()) return Bad("its address is of one link only");
  parsed.host = absl::AsciiStrToLower(Part(url, CURLUPART_HOST));
  const bool numeric_v6 = parsed.host.size() > 2 && parsed.host.front() == '[' && parsed.host.back() == ']';
  if (numeric_v6) parsed.host = parsed.host.substr(1, parsed.host.size() - 2);
  absl::Status host = CheckHost(parsed.host, numeric_v6);
  if (!host.ok()) return host;
  uint32_t port = 0;
  if (!absl::SimpleAtoi(Part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT), &port) || port == 0 || port > 65535) {
    return Bad("its port is none");
  }
  parsed.port = static_cast<uint16_t>(port);
  return parsed;
}

// A URI without a scheme is https, as gateways take it (go-livepeer's discovery.parseURI): what begins with "http" has
// one. Where another is meant, it is not to pass for a host.
std::string WithScheme(const std::string& uri) {
  const bool has_scheme = absl::StartsWith(uri, "http") || absl::StrContains(uri, "://");
  return has_scheme || absl::StartsWith(uri, "//") ? uri : absl::StrCat("https://", uri);
}

}  // namespace

absl::StatusOr<ParsedUri> ParseServiceUri(const std::string& registered) {
  if (registered.empty()) return Bad("it is empty");
  const std::string uri = WithScheme(registered);
  if (uri.size() > kLongestUri) return Bad("it is longer than 1024 bytes");
  for (const char c : uri) {
    if (!absl::ascii_isgraph(static_cast<unsigned char>(c))) return Bad("it holds spaces or other than ASCII");
  }
  if (absl::StartsWith(absl::string_view(uri).substr(uri.find(':') + 1), "///")) return Bad("it has no host");
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, uri.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return Bad("it is no URI");
  }
  return ReadParts(url.get());
}

}  // namespace nodestats::crawler
