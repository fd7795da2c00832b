#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "discovery/discovery.h"
#include "discovery/lookup.h"
#include "discovery/public_address.h"
#include "discovery/service_uri.h"

namespace nodestats::crawler {
namespace {

struct Place {
  Account recipient;
  ServiceUri service;
  ParsedUri parsed;
};

Unreachable NotReachable(const Account& recipient, const ServiceUri& service, Reason reason, std::string detail) {
  return {.recipient = recipient,
          .uri = service.uri,
          .origin = service.origin,
          .reason = reason,
          .detail = std::move(detail)};
}

// Those whose URIs can be read; the others are added to what is unreachable.
std::vector<Place> ParseAll(const NodeList& list, std::vector<Unreachable>& unreachable) {
  std::vector<Place> places;
  for (const Orchestrator& orchestrator : list.orchestrators) {
    for (const ServiceUri& service : orchestrator.uris) {
      absl::StatusOr<ParsedUri> parsed = ParseServiceUri(service.uri);
      if (parsed.ok()) {
        places.push_back({orchestrator.recipient, service, *std::move(parsed)});
      } else {
        const std::string detail(parsed.status().message());
        unreachable.push_back(NotReachable(orchestrator.recipient, service, Reason::kBadUri, detail));
      }
    }
  }
  return places;
}

Endpoint EndpointAt(const Place& place, const std::string& address) {
  return {.recipient = place.recipient,
          .uri = place.service.uri,
          .origin = place.service.origin,
          .tls = place.parsed.tls,
          .host = place.parsed.host,
          .port = place.parsed.port,
          .address = address};
}

class Collector {
 public:
  Collector(bool allow_private, Resolved& resolved) : allow_private_(allow_private), resolved_(resolved) {}

  void Add(const Place& place, const Addresses& addresses) {
    if (!addresses.ok()) return Fail(place, Reason::kDns, std::string(addresses.status().message()));
    std::string kept_out;
    bool any = false;
    for (const std::string& address : *addresses) {
      if (!allow_private_ && !IsPublicAddress(address)) {
        kept_out = address;
        continue;
      }
      any = true;
      if (seen_.insert({place.recipient, place.service.uri, address}).second) {
        resolved_.endpoints.push_back(EndpointAt(place, address));
      }
    }
    if (!any) Fail(place, Reason::kNotPublic, absl::StrCat(kept_out, " is no address of the open Internet"));
  }

 private:
  void Fail(const Place& place, Reason reason, std::string detail) {
    resolved_.unreachable.push_back(NotReachable(place.recipient, place.service, reason, std::move(detail)));
  }

  const bool allow_private_;
  Resolved& resolved_;
  std::set<std::tuple<Account, std::string, std::string>> seen_;
};

}  // namespace

Resolved Resolve(const ResolveOptions& options, const NodeList& list, const std::atomic<bool>& stop) {
  Resolved resolved;
  const std::vector<Place> places = ParseAll(list, resolved.unreachable);
  std::vector<std::string> hosts;
  hosts.reserve(places.size());
  for (const Place& place : places) hosts.push_back(place.parsed.host);
  const std::map<std::string, Addresses> found = LookUpAll(hosts, options.limits, stop, options.look_up);
  Collector collector(options.allow_private_addresses, resolved);
  for (const Place& place : places) collector.Add(place, found.at(place.parsed.host));
  return resolved;
}

}  // namespace nodestats::crawler
