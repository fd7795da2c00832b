#include "store/endpoint_table.h"

#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "store/account_blob.h"

namespace nodestats::crawler {
namespace {

constexpr char kSeparator = '\n';  // of URIs, which are printable

EndpointState StateOf(const Rows& rows) {
  EndpointState state;
  int column = 0;
  const auto text = [&] { return std::string(rows.Bytes(column++)); };
  const auto number = [&] { return static_cast<int>(rows.Int(column++)); };
  state.endpoint.recipient = AccountOfBlob(rows.Bytes(column++));
  state.endpoint.uri = text();
  state.endpoint.address = text();
  state.endpoint.origin = static_cast<Origin>(number());
  state.endpoint.tls = number() != 0;
  state.endpoint.host = text();
  state.endpoint.port = static_cast<uint16_t>(number());
  state.reason = static_cast<Reason>(number());
  state.detail = text();
  state.asked_unix_seconds = rows.Int(column++);
  state.answered_unix_seconds = rows.Int(column++);
  state.newest_end_unix_seconds = rows.Int(column++);
  state.rejected = number();
  state.contradictions = number();
  state.signer = AccountOfBlob(rows.Bytes(column++));
  state.delegated = number() != 0;
  state.instance_id = text();
  state.privacy_mode = static_cast<v1::PrivacyMode>(number());
  state.software_version = text();
  const std::string uris = text();
  state.node_uris = absl::StrSplit(uris, kSeparator, absl::SkipEmpty());
  return state;
}

}  // namespace

EndpointTable::EndpointTable(const Database& database)
    : put_(database,
           "INSERT INTO endpoint(recipient, uri, address, origin, tls, host, port, reason, detail, asked, answered, "
           "newest_end, rejected, contradictions, signer, delegated, instance, privacy_mode, software, node_uris) "
           "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13, x'', 0, '', 0, ?14, '') "
           "ON CONFLICT(recipient, uri, address) DO UPDATE SET origin = excluded.origin, tls = excluded.tls, "
           "host = excluded.host, port = excluded.port, reason = excluded.reason, detail = excluded.detail, "
           "asked = excluded.asked, answered = max(answered, excluded.answered), rejected = excluded.rejected, "
           "contradictions = contradictions + excluded.contradictions, "
           "software = iif(excluded.software = '', software, excluded.software)"),
      identify_(database,
                "UPDATE endpoint SET newest_end = ?4, signer = ?5, delegated = ?6, instance = ?7, privacy_mode = ?8, "
                "node_uris = ?9 "
                "WHERE recipient = ?1 AND uri = ?2 AND address = ?3 AND newest_end <= ?4"),
      all_(database,
           "SELECT recipient, uri, address, origin, tls, host, port, reason, detail, asked, answered, newest_end, "
           "rejected, contradictions, signer, delegated, instance, privacy_mode, software, node_uris FROM endpoint "
           "ORDER BY recipient, uri, address"),
      remove_(database, "DELETE FROM endpoint WHERE asked < ?1") {}

absl::Status EndpointTable::Put(const Fetched& fetched, const VerifiedRelease* newest, int contradictions) {
  const Endpoint& place = fetched.endpoint;
  const Blob recipient = AccountBlob(place.recipient);
  const int64_t answered = fetched.reason == Reason::kNone ? fetched.finished_unix_seconds : 0;
  absl::Status status = put_.Run(
      recipient, absl::string_view(place.uri), absl::string_view(place.address), static_cast<int64_t>(place.origin),
      int64_t{place.tls}, absl::string_view(place.host), int64_t{place.port}, static_cast<int64_t>(fetched.reason),
      absl::string_view(fetched.detail), fetched.finished_unix_seconds, answered, int64_t{fetched.rejected},
      int64_t{contradictions}, absl::string_view(fetched.software_version));
  if (!status.ok() || newest == nullptr) return status;
  return identify_.Run(recipient, absl::string_view(place.uri), absl::string_view(place.address),
                       int64_t{newest->release.end_unix_seconds()}, AccountBlob(newest->signer),
                       int64_t{newest->delegated}, absl::string_view(newest->release.instance_id()),
                       int64_t{newest->release.privacy_mode()},
                       absl::string_view(absl::StrJoin(newest->release.node_uris(), std::string(1, kSeparator))));
}

absl::StatusOr<std::vector<EndpointState>> EndpointTable::All() {
  std::vector<EndpointState> states;
  Rows rows = all_.Query();
  while (rows.Next()) states.push_back(StateOf(rows));
  if (!rows.status().ok()) return rows.status();
  return states;
}

absl::Status EndpointTable::Retain(int64_t oldest_asked_unix_seconds) { return remove_.Run(oldest_asked_unix_seconds); }

}  // namespace nodestats::crawler
