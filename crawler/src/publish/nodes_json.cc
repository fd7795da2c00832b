// NodesJson of documents.h.
#include "publish/documents.h"
#include "publish/json.h"
#include "publish/reason_counts.h"

namespace nodestats::crawler {
namespace {

std::string Text(absl::string_view text) { return {text.data(), text.size()}; }

Json ModeOrNull(v1::PrivacyMode mode) {
  switch (mode) {
    case v1::PRIVACY_MODE_STREAM_HOUR:
      return "stream-hour";
    case v1::PRIVACY_MODE_STREAM_DAY:
      return "stream-day";
    case v1::PRIVACY_MODE_BINNED:
      return "binned";
    default:
      return {};
  }
}

Json TextOrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json NodeJson(const EndpointState& state) {
  return {{"recipient", AccountOrNull(state.endpoint.recipient)},
          {"uri", state.endpoint.uri},
          {"address", TextOrNull(state.endpoint.address)},
          {"origin", Text(OriginName(state.endpoint.origin))},
          {"reason", Text(ReasonName(state.reason))},
          {"detail", state.detail},
          {"askedUnixSeconds", TimeOrNull(state.asked_unix_seconds)},
          {"answeredUnixSeconds", TimeOrNull(state.answered_unix_seconds)},
          {"newestEndUnixSeconds", TimeOrNull(state.newest_end_unix_seconds)},
          {"rejected", state.rejected},
          {"contradictions", state.contradictions},
          {"signer", AccountOrNull(state.signer)},
          {"delegated", state.delegated},
          {"instanceId", TextOrNull(state.instance_id)},
          {"privacyMode", ModeOrNull(state.privacy_mode)},
          {"softwareVersion", TextOrNull(state.software_version)}};
}

}  // namespace

std::string NodesJson(const Snapshot& snapshot) {
  Json reasons = Json::object();
  const std::array<int, kReasonCount> counts = CountReasons(snapshot.endpoints);
  for (size_t i = 0; i < counts.size(); ++i) reasons[Text(ReasonName(static_cast<Reason>(i)))] = counts[i];
  Json nodes = Json::array();
  for (const EndpointState& state : snapshot.endpoints) nodes.push_back(NodeJson(state));
  return Dump({{"madeUnixSeconds", snapshot.made_unix_seconds},
               {"chainId", snapshot.chain_id},
               {"listReadUnixSeconds", TimeOrNull(snapshot.list_read_unix_seconds)},
               {"listTrouble", snapshot.list_trouble},
               {"reasons", std::move(reasons)},
               {"nodes", std::move(nodes)}});
}

}  // namespace nodestats::crawler
