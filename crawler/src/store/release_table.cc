#include "store/release_table.h"

#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "store/account_blob.h"
#include "store/release_row.h"

namespace nodestats::crawler {

ReleaseTable::ReleaseTable(const Database& database)
    : database_(database),
      put_node_(database,
                "INSERT INTO node(recipient, instance, delegated, newest_end) VALUES(?1, ?2, ?3, ?4) "
                "ON CONFLICT(recipient, instance) DO UPDATE SET delegated = excluded.delegated, "
                "newest_end = max(newest_end, excluded.newest_end) RETURNING id"),
      of_name_(database, absl::StrCat("SELECT ", kReleaseColumns,
                                      " FROM release WHERE node = ?1 AND start = ?2 AND window = ?3")),
      insert_(database,
              "INSERT INTO release(node, window, start, end, contradicts, delegated, received, signer, signature, "
              "payload, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
      after_(database,
             absl::StrCat("SELECT sequence, recipient, instance, ", kReleaseColumns,
                          " FROM release JOIN node ON node.id = node WHERE sequence > ?1 ORDER BY sequence LIMIT ?2")),
      remove_(database, "DELETE FROM release WHERE end < ?1"),
      remove_nodes_(database, "DELETE FROM node WHERE newest_end < ?1") {}

absl::StatusOr<ReleaseTable::Added> ReleaseTable::Add(const VerifiedRelease& release, int64_t received_unix_seconds) {
  const absl::StatusOr<int64_t> node = NodeOf(release);
  if (!node.ok()) return node.status();
  bool is_known = false;
  const absl::StatusOr<int> held = HeldOfName(*node, release, is_known);
  if (!held.ok()) return held.status();
  if (is_known) return Added{*node, Novelty::kKnown};
  const bool contradicts = *held > 0;
  if (*held <= kMaxContradictions) {
    absl::Status inserted = Insert(*node, contradicts, release, received_unix_seconds);
    if (!inserted.ok()) return inserted;
  }
  return Added{*node, contradicts ? Novelty::kContradicts : Novelty::kAdded};
}

absl::StatusOr<int64_t> ReleaseTable::NodeOf(const VerifiedRelease& release) {
  const absl::string_view instance = release.release.instance_id();
  Rows rows = put_node_.Query(AccountBlob(release.recipient), instance, int64_t{release.delegated},
                              int64_t{release.release.end_unix_seconds()});
  int64_t node = 0;
  while (rows.Next()) node = rows.Int(0);
  return rows.status().ok() ? absl::StatusOr<int64_t>(node) : rows.status();
}

absl::StatusOr<int> ReleaseTable::HeldOfName(int64_t node, const VerifiedRelease& release, bool& is_known) {
  constexpr int kPayload = 9;
  int held = 0;
  Rows rows = of_name_.Query(node, int64_t{release.release.start_unix_seconds()}, int64_t{release.release.window()});
  while (rows.Next()) {
    ++held;
    // A node does not contradict what our own disk has changed.
    is_known = is_known || rows.Bytes(kPayload) == release.payload || !IsWholeRelease(rows, 0);
  }
  return rows.status().ok() ? absl::StatusOr<int>(held) : rows.status();
}

absl::Status ReleaseTable::Insert(int64_t node, bool contradicts, const VerifiedRelease& release,
                                  int64_t received_unix_seconds) {
  const v1::Release& parsed = release.release;
  const std::array<int64_t, kReleaseNumbers> numbers = {
      node,        parsed.window(),   parsed.start_unix_seconds(), parsed.end_unix_seconds(),
      contradicts, release.delegated, received_unix_seconds};
  const Blob signer = AccountBlob(release.signer);
  return std::apply(
      [&](const auto&... number) {
        return insert_.Run(number..., signer, Blob{release.signature}, Blob{release.payload},
                           ReleaseChecksum(numbers, signer.bytes, release.signature, release.payload));
      },
      numbers);
}

absl::StatusOr<std::vector<StoredRelease>> ReleaseTable::After(int64_t sequence, int limit) {
  std::vector<StoredRelease> releases;
  Rows rows = after_.Query(sequence, int64_t{limit});
  while (rows.Next()) {
    StoredRelease release;
    constexpr int kColumns = 3;  // before those of the release
    int column = 0;
    release.sequence = rows.Int(column++);
    release.recipient = AccountOfBlob(rows.Bytes(column++));
    release.instance_id = std::string(rows.Bytes(column++));
    ++column;  // the node's number
    release.window = static_cast<v1::Window>(rows.Int(column++));
    release.start_unix_seconds = rows.Int(column++);
    release.end_unix_seconds = rows.Int(column++);
    release.contradicts = rows.Int(column++) != 0;
    release.delegated = rows.Int(column++) != 0;
    release.received_unix_seconds = rows.Int(column++);
    release.signer = AccountOfBlob(rows.Bytes(column++));
    release.signature = std::string(rows.Bytes(column++));
    release.payload = std::string(rows.Bytes(column++));
    if (!IsWholeRelease(rows, kColumns)) release.payload.clear();
    releases.push_back(std::move(release));
  }
  if (!rows.status().ok()) return rows.status();
  return releases;
}

absl::StatusOr<int64_t> ReleaseTable::Retain(int64_t oldest_end_unix_seconds) {
  absl::Status status = remove_.Run(oldest_end_unix_seconds);
  const int64_t removed = sqlite3_changes64(database_.get());
  status.Update(remove_nodes_.Run(oldest_end_unix_seconds));
  if (!status.ok()) return status;
  return removed;
}

}  // namespace nodestats::crawler
