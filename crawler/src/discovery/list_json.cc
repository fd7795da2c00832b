// The list as JSON, written and read back.
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "discovery/discovery.h"
#include "discovery/origin.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

using Key = std::pair<Account, std::string>;

struct Found {
  std::map<Key, std::vector<std::string>> addresses;
  std::map<Key, const Unreachable*> unreachable;
};

Found Index(const Resolved& resolved) {
  Found found;
  for (const Endpoint& endpoint : resolved.endpoints) {
    found.addresses[{endpoint.recipient, endpoint.uri}].push_back(endpoint.address);
  }
  for (const Unreachable& one : resolved.unreachable) found.unreachable[{one.recipient, one.uri}] = &one;
  return found;
}

ordered_json UriJson(const Account& recipient, const ServiceUri& uri, const Found& found) {
  ordered_json out = {{"uri", uri.uri}, {"origin", std::string(OriginName(uri.origin))}};
  const auto addresses = found.addresses.find({recipient, uri.uri});
  if (addresses != found.addresses.end()) out["addresses"] = addresses->second;
  const auto unreachable = found.unreachable.find({recipient, uri.uri});
  if (unreachable != found.unreachable.end()) {
    out["reason"] = std::string(UnreachableName(unreachable->second->reason));
    out["detail"] = unreachable->second->detail;
  }
  return out;
}

// Strangers' bytes may be no UTF-8; and no control character goes to whoever prints this.
std::string Write(const ordered_json& document) {
  return absl::StrCat(document.dump(1, ' ', /*ensure_ascii=*/true, ordered_json::error_handler_t::replace), "\n");
}

absl::Status Bad(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("not a list of nodes as `discover --format json` prints it: ", what));
}

// nullptr where the object has no such field, or it is no string.
const std::string* Text(const json& object, const char* name) {
  const auto field = object.find(name);
  return field == object.end() ? nullptr : field->get_ptr<const std::string*>();
}

template <typename Number>
Number NumberOr0(const json& object, const char* name) {
  const auto field = object.find(name);
  return field != object.end() && field->is_number_unsigned() ? field->get<Number>() : 0;
}

absl::StatusOr<ServiceUri> ReadUri(const json& object) {
  if (!object.is_object()) return Bad("a URI is no object");
  const std::string* uri = Text(object, "uri");
  const std::string* origin = Text(object, "origin");
  const std::optional<Origin> parsed = origin == nullptr ? std::nullopt : ParseOrigin(*origin);
  if (uri == nullptr || !parsed) return Bad("a URI lacks `uri`, or an `origin` that is known");
  return ServiceUri{.uri = *uri, .origin = *parsed};
}

absl::StatusOr<Orchestrator> ReadOrchestrator(const json& object) {
  if (!object.is_object()) return Bad("an orchestrator is no object");
  Orchestrator orchestrator;
  if (const std::string* recipient = Text(object, "recipient"); recipient != nullptr) {
    const std::optional<Account> account = ParseAccount(*recipient);
    if (!account) return Bad("a `recipient` is no account");
    orchestrator.recipient = *account;
  }
  const auto uris = object.find("uris");
  if (uris == object.end() || !uris->is_array()) return Bad("an orchestrator has no array `uris`");
  for (const json& one : *uris) {
    absl::StatusOr<ServiceUri> uri = ReadUri(one);
    if (!uri.ok()) return uri.status();
    orchestrator.uris.push_back(*std::move(uri));
  }
  return orchestrator;
}

}  // namespace

std::string NodeListJson(const NodeList& list, const Resolved& resolved) {
  const Found found = Index(resolved);
  ordered_json document = {{"chain_id", list.chain_id},
                           {"block_number", list.block_number},
                           {"read_unix_seconds", list.read_unix_seconds},
                           {"round", list.round},
                           {"orchestrators", ordered_json::array()}};
  for (const Orchestrator& orchestrator : list.orchestrators) {
    ordered_json one = ordered_json::object();
    if (orchestrator.recipient != kNoAccount) one["recipient"] = AccountText(orchestrator.recipient);
    one["uris"] = ordered_json::array();
    for (const ServiceUri& uri : orchestrator.uris) one["uris"].push_back(UriJson(orchestrator.recipient, uri, found));
    document["orchestrators"].push_back(std::move(one));
  }
  return Write(document);
}

absl::StatusOr<NodeList> ParseNodeListJson(const std::string& text) {
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return Bad("no JSON object");
  const auto orchestrators = document.find("orchestrators");
  if (orchestrators == document.end() || !orchestrators->is_array()) return Bad("no array `orchestrators`");
  NodeList list{.chain_id = NumberOr0<uint64_t>(document, "chain_id"),
                .block_number = NumberOr0<uint64_t>(document, "block_number"),
                .read_unix_seconds = NumberOr0<int64_t>(document, "read_unix_seconds"),
                .round = NumberOr0<uint64_t>(document, "round"),
                .orchestrators = {}};
  for (const json& one : *orchestrators) {
    absl::StatusOr<Orchestrator> orchestrator = ReadOrchestrator(one);
    if (!orchestrator.ok()) return orchestrator.status();
    list.orchestrators.push_back(*std::move(orchestrator));
  }
  return Merge(list, NodeList{});
}

}  // namespace nodestats::crawler
