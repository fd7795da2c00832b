#include "publish/answer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nodestats::crawler {
namespace {

constexpr char kMethods[] = "GET, HEAD, OPTIONS";

// "gzip", "gzip;q=0.5", not "gzip;q=0".
bool AcceptsGzip(absl::string_view accept_encoding) {
  for (const absl::string_view part : absl::StrSplit(accept_encoding, ',')) {
    const std::vector<absl::string_view> pieces = absl::StrSplit(part, ';');
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(pieces[0]), "gzip")) continue;
    if (pieces.size() == 1) return true;
    absl::string_view quality = absl::StripAsciiWhitespace(pieces[1]);
    absl::ConsumePrefix(&quality, "q=");
    return std::any_of(quality.begin(), quality.end(), [](char c) { return '1' <= c && c <= '9'; });
  }
  return false;
}

// Compressed and plain are two representations: each has its own tag.
std::string TagOf(const Page& page, bool is_gzip) {
  return absl::StrCat("\"", page.etag, is_gzip ? "-gzip" : "", "\"");
}

// Whether a list of tags, weak or not, names the page's; compared weakly, as If-None-Match asks for.
bool Matches(absl::string_view if_none_match, const std::string& tag) {
  if (if_none_match == "*") return true;
  for (absl::string_view each : absl::StrSplit(if_none_match, ',')) {
    each = absl::StripAsciiWhitespace(each);
    absl::ConsumePrefix(&each, "W/");
    if (each == tag) return true;
  }
  return false;
}

Answer Begin(unsigned int status) {
  Answer answer;
  answer.status = status;
  answer.headers = {{"Access-Control-Allow-Origin", "*"}, {"X-Content-Type-Options", "nosniff"}};
  return answer;
}

Answer Permissions() {
  Answer answer = Begin(204);
  answer.headers.emplace_back("Allow", kMethods);
  answer.headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  answer.headers.emplace_back("Access-Control-Allow-Headers", "If-None-Match");
  answer.headers.emplace_back("Access-Control-Max-Age", "86400");
  return answer;
}

}  // namespace

Answer ShowPage(const Page& page, const Request& request) {
  const bool is_gzip = !page.gzip.empty() && AcceptsGzip(request.accept_encoding);
  const std::string tag = page.etag.empty() ? std::string() : TagOf(page, is_gzip);
  const bool is_held = !tag.empty() && Matches(request.if_none_match, tag);
  Answer answer = Begin(is_held ? 304 : page.status);
  auto& headers = answer.headers;
  headers.emplace_back("Cache-Control", page.cache_control);
  headers.emplace_back("Vary", "Accept-Encoding");
  if (!tag.empty()) headers.emplace_back("ETag", tag);
  if (!is_held) headers.emplace_back("Content-Type", page.content_type);
  if (!is_held && is_gzip) headers.emplace_back("Content-Encoding", "gzip");
  if (page.status == 405) headers.emplace_back("Allow", kMethods);
  if (page.status == 503) headers.emplace_back("Retry-After", "10");
  answer.body = is_gzip ? page.gzip : page.body;
  return answer;
}

Answer MakeAnswer(const Site& site, const Page& readiness, const Request& request) {
  if (request.method == "OPTIONS") return Permissions();
  const bool is_to_read = request.method == "GET" || request.method == "HEAD";
  if (!is_to_read) return ShowPage(site.not_allowed(), request);
  return ShowPage(request.path == kReadinessPath ? readiness : site.Find(request.path), request);
}

}  // namespace nodestats::crawler
