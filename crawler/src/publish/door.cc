#include "publish/door.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/numeric_address.h"
#include "base/printable.h"

namespace nodestats::crawler {
namespace {

// The beginnings of what reverse proxies, load balancers and the sidecars of meshes add; as in cgo_shim/loopback.go.
constexpr absl::string_view kProxyHeaders[] = {
    "Forwarded", "Via",      "X-Forwarded",    "X-Real-Ip", "X-Original-", "X-Client-Ip", "X-Cluster-Client-Ip",
    "Client-Ip", "Cf-",      "True-Client-Ip", "Fly-",      "Fastly-",     "X-Amzn-",     "X-Proxyuser-Ip",
    "Cdn-Loop",  "X-Envoy-", "X-Appengine-",   "X-Azure-",  "L5d-"};

bool IsLoopback(const std::string& host) {
  if (host == "localhost") return true;
  const std::optional<Address> address = ParseNumericAddress(host);
  if (!address) return false;
  constexpr uint8_t kLoopbackNetwork = 127;
  static const Address one = *ParseNumericAddress("::1");
  return IsMappedIpv4(address->bytes.data()) ? address->bytes[12] == kLoopbackNetwork : *address == one;
}

bool IsLoopbackOrigin(absl::string_view origin) {
  const bool is_web = absl::ConsumePrefix(&origin, "http://") || absl::ConsumePrefix(&origin, "https://");
  return is_web && IsLoopback(HostOf(origin));
}

std::string RefusalOf(absl::string_view name, absl::string_view value) {
  for (const absl::string_view proxy : kProxyHeaders) {
    if (absl::StartsWithIgnoreCase(name, proxy)) return absl::StrCat("the header ", name, " tells of a proxy");
  }
  const bool is_foreign = (absl::EqualsIgnoreCase(name, "Origin") && !IsLoopbackOrigin(value)) ||
                          (absl::EqualsIgnoreCase(name, "Sec-Fetch-Site") && value != "same-origin" && value != "none");
  if (!is_foreign) return "";
  return absl::StrCat("the header ", name, " tells of another site's page: ", Quoted(value));
}

}  // namespace

std::string HostOf(absl::string_view host_and_port) {
  absl::string_view host = host_and_port;
  const size_t colon = host.rfind(':');
  const bool is_bare_ipv6 = absl::StrContains(host, "::") && !absl::StartsWith(host, "[");
  if (colon != absl::string_view::npos && !is_bare_ipv6) {
    const absl::string_view port = host.substr(colon + 1);
    if (std::all_of(port.begin(), port.end(), absl::ascii_isdigit)) host = host.substr(0, colon);
  }
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  absl::ConsumeSuffix(&host, ".");
  return absl::AsciiStrToLower(host);
}

Door::Door(bool is_loopback, const std::vector<std::string>& allowed_hosts) : is_loopback_(is_loopback) {
  for (const std::string& host : allowed_hosts) allowed_hosts_.push_back(HostOf(host));
}

std::string Door::Refusal(absl::string_view http_version, const Headers& headers) const {
  if (!is_loopback_) return "";
  std::string host;
  for (const auto& [name, value] : headers) {
    if (absl::EqualsIgnoreCase(name, "Host")) host = HostOf(value);
  }
  if (std::find(allowed_hosts_.begin(), allowed_hosts_.end(), host) != allowed_hosts_.end()) return "";
  std::string why;
  if (!IsLoopback(host)) {
    why = absl::StrCat("the Host is ", Quoted(host), ", not localhost or a loopback address");
  } else if (http_version == "HTTP/1.0") {
    // So does nginx before 1.29.7, which adds no header where it is told nothing else.
    why = "the request is HTTP/1.0, as proxies send it";
  }
  for (auto header = headers.begin(); why.empty() && header != headers.end(); ++header) {
    why = RefusalOf(header->first, header->second);
  }
  if (why.empty()) return "";
  return absl::StrCat(
      "this port is for programs of this machine, and ", why,
      "; to publish it through a proxy, start with --allow-host NAME, and have the proxy send NAME as Host");
}

}  // namespace nodestats::crawler
