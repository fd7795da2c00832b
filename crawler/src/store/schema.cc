#include "store/schema.h"

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

// Pages of this size hold two nodes' days; the setting has no effect on a file that has pages already.
constexpr const char* kSettings =
    "PRAGMA page_size = 8192;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;";

constexpr int64_t kApplication = 0x6e737473;  // "nsts"

// node: an instance of a recipient. release: what was received, in the order of its coming; its name is (node, start,
// window), and of those with the same name all but the first contradict; its checksum is of all columns but the first
// two. node_day: of each node and UTC day what the
// view sums up, packed; its id is the day's number, then the node's, so that a day lies together.
constexpr const char* kTables = R"(
  CREATE TABLE node(
    id INTEGER PRIMARY KEY AUTOINCREMENT, recipient BLOB NOT NULL, instance TEXT NOT NULL,
    delegated INTEGER NOT NULL, newest_end INTEGER NOT NULL, UNIQUE(recipient, instance));
  CREATE TABLE release(
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, node INTEGER NOT NULL, window INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, contradicts INTEGER NOT NULL, delegated INTEGER NOT NULL,
    received INTEGER NOT NULL, signer BLOB NOT NULL, signature BLOB NOT NULL, payload BLOB NOT NULL,
    checksum INTEGER NOT NULL);
  CREATE INDEX release_by_name ON release(node, start, window);
  CREATE INDEX release_by_end ON release(end);
  CREATE TABLE node_day(id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
  CREATE TABLE endpoint(
    recipient BLOB NOT NULL, uri TEXT NOT NULL, address TEXT NOT NULL,
    origin INTEGER NOT NULL, tls INTEGER NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL,
    reason INTEGER NOT NULL, detail TEXT NOT NULL, asked INTEGER NOT NULL, answered INTEGER NOT NULL,
    newest_end INTEGER NOT NULL, rejected INTEGER NOT NULL, contradictions INTEGER NOT NULL, signer BLOB NOT NULL,
    delegated INTEGER NOT NULL, instance TEXT NOT NULL, privacy_mode INTEGER NOT NULL, software TEXT NOT NULL,
    node_uris TEXT NOT NULL,
    PRIMARY KEY(recipient, uri, address)) WITHOUT ROWID;
  CREATE TABLE cursor(name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE item(name TEXT PRIMARY KEY, value BLOB NOT NULL);
)";

absl::Status NotAStore(const Database& database) {
  return absl::DataLossError(absl::StrCat(database.path(), " is a database of another program: give another --store"));
}

absl::StatusOr<bool> IsEmpty(Database& database) {
  const absl::StatusOr<int64_t> tables = database.Ask("SELECT count(*) FROM sqlite_master");
  if (!tables.ok()) return tables.status();
  return *tables == 0;
}

}  // namespace

absl::Status PrepareStore(Database& database) {
  const absl::StatusOr<bool> is_empty = IsEmpty(database);
  if (!is_empty.ok()) return is_empty.status();
  if (!*is_empty) {
    const absl::Status known = CheckSchema(database);
    return known.ok() ? database.Run(kSettings) : known;
  }
  absl::Status status = database.Run(kSettings);
  if (!status.ok()) return status;
  Transaction transaction(database);
  status.Update(transaction.status());
  status.Update(database.Run(kTables));
  status.Update(database.Run(absl::StrCat("PRAGMA application_id = ", kApplication).c_str()));
  status.Update(database.Run(absl::StrCat("PRAGMA user_version = ", kSchemaVersion).c_str()));
  return status.ok() ? transaction.Commit() : status;
}

absl::Status CheckSchema(Database& database) {
  const absl::StatusOr<int64_t> application = database.Ask("PRAGMA application_id");
  if (!application.ok()) return application.status();
  if (*application != kApplication) return NotAStore(database);
  const absl::StatusOr<int64_t> version = database.Ask("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version == kSchemaVersion) return absl::OkStatus();
  const bool is_older = *version < kSchemaVersion;
  return absl::FailedPreconditionError(
      absl::StrCat(database.path(), " was made by ", is_older ? "an older" : "a newer", " nodestats-crawl (schema ",
                   *version, "; this one knows ", kSchemaVersion, "): use that one, or ",
                   is_older ? "move the file away: what nodes still keep is fetched again" : "give another --store"));
}

}  // namespace nodestats::crawler
