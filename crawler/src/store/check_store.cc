#include "store/check_store.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "store/packed_release.h"
#include "store/release_row.h"
#include "store/sqlite.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kRowsAtOnce = 4096;        // so that the writer's log is not kept from being emptied for long
constexpr int kInstructionsToLook = 10'000;  // of SQLite's machine, before it looks at `stop`

int LookAtStop(void* stop) { return *static_cast<const std::atomic<bool>*>(stop) ? 1 : 0; }

// The first line of a check by SQLite itself has to be "ok".
absl::Status Ask(const Database& database, absl::string_view pragma) {
  Statement statement(database, pragma);
  Rows rows = statement.Query();
  if (rows.Next() && rows.Bytes(0) != "ok") return Damaged(database.path(), rows.Bytes(0));
  return rows.status();
}

bool IsWholeDay(const Rows& rows) {
  PackedReader reader(rows.Bytes(1));
  while (reader.NextRelease()) {
  }
  return reader.ok();
}

// Looks at all rows that `select` gives: those after ?1, at most ?2, ascending by their first column.
template <typename IsWhole>
absl::Status CheckRows(const Database& database, absl::string_view select, const char* what, const IsWhole& is_whole) {
  Statement statement(database, select);
  int64_t last = 0;
  for (bool any = true; any;) {
    any = false;
    Rows rows = statement.Query(last, kRowsAtOnce);
    while (rows.Next()) {
      any = true;
      last = rows.Int(0);
      if (!is_whole(rows)) return Damaged(database.path(), absl::StrCat(what, " ", last, " is not as it was written"));
    }
    if (!rows.status().ok()) return rows.status();
  }
  return absl::OkStatus();
}

absl::Status CheckAll(const Database& database) {
  absl::Status status = Ask(database, "PRAGMA quick_check(1)");
  if (status.ok()) status = Ask(database, "PRAGMA integrity_check(node)");
  if (!status.ok()) return status;
  status =
      CheckRows(database, "SELECT id, packed FROM node_day WHERE id > ?1 ORDER BY id LIMIT ?2", "node day", IsWholeDay);
  if (!status.ok()) return status;
  return CheckRows(database,
                   absl::StrCat("SELECT sequence, ", kReleaseColumns,
                                " FROM release WHERE sequence > ?1 ORDER BY sequence LIMIT ?2"),
                   "release", [](const Rows& rows) { return IsWholeRelease(rows, 1); });
}

}  // namespace

absl::Status CheckStore(const std::string& path, const std::atomic<bool>& stop) {
  const absl::StatusOr<Database> database = Database::Open(path, SQLITE_OPEN_READONLY);
  if (!database.ok()) return database.status();
  sqlite3_progress_handler(database->get(), kInstructionsToLook, LookAtStop, const_cast<std::atomic<bool>*>(&stop));
  absl::Status status = CheckAll(*database);
  return stop ? absl::OkStatus() : status;
}

}  // namespace nodestats::crawler
