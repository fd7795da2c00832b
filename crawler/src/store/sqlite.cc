#include "store/sqlite.h"

#include <cstring>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr int kBusyMs = 10'000;

}  // namespace

absl::StatusOr<Database> Database::Open(const std::string& path, int flags) {
  Database database;
  database.path_ = path;
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database.connection_.reset(connection);
  if (code != SQLITE_OK) return database.Failure(code);
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, kBusyMs);
  return database;
}

absl::Status Database::Run(const char* sql) {
  const int code = sqlite3_exec(get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Failure(code);
}

absl::StatusOr<int64_t> Database::Ask(const char* sql) {
  Statement statement(*this, sql);
  Rows rows = statement.Query();
  if (rows.Next()) return rows.Int(0);
  return rows.status().ok() ? absl::InternalError(absl::StrCat(path_, ": no answer to ", sql)) : rows.status();
}

absl::Status Damaged(absl::string_view path, absl::string_view how) {
  return absl::DataLossError(absl::StrCat(path, " is damaged: ", how,
                                          "; check its disk and move the file away: what nodes still keep is fetched "
                                          "again"));
}

absl::Status Database::Failure(int code) const {
  const int kind = code & 0xff;
  std::string why = connection_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(get());
  const int error = connection_ == nullptr ? 0 : sqlite3_system_errno(get());
  if ((kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN) && error != 0) {
    absl::StrAppend(&why, " (", std::strerror(error), ")");
  }
  switch (kind) {
    case SQLITE_FULL:
      return absl::ResourceExhaustedError(absl::StrCat(
          "no space left for ", path_, ": free some on its disk, keep less (--retention), or give another --store"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return absl::PermissionDeniedError(
          absl::StrCat(path_, ": ", why, "; check that the file and its folder exist and are writable"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(absl::StrCat(path_, " is damaged, or no store: ", why,
                                              "; move it away, and what nodes still keep is fetched again"));
    case SQLITE_BUSY:
      return absl::UnavailableError(
          absl::StrCat(path_, " is in use by another program: ", why, "; end that program, or wait until it is done"));
    case SQLITE_IOERR:
      return absl::UnavailableError(absl::StrCat(path_, " cannot be read or written: ", why, "; check its disk"));
    default:
      return absl::InternalError(absl::StrCat(path_, ": ", why));
  }
}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::Next() {
  if (code_ == SQLITE_OK || code_ == SQLITE_ROW) code_ = sqlite3_step(statement_);
  return code_ == SQLITE_ROW;
}

absl::Status Rows::status() const {
  const bool is_well = code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE;
  return is_well ? absl::OkStatus() : database_.Failure(code_);
}

absl::string_view Rows::Bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

Statement::Statement(const Database& database, absl::string_view sql) : database_(database), code_(SQLITE_OK) {
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v3(database.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &statement, nullptr);
  statement_.reset(statement);
}

void Statement::Bind(int index, int64_t value) { Note(sqlite3_bind_int64(statement_.get(), index, value)); }

// Borrowed: what is bound lives until the rows are gone.
void Statement::Bind(int index, absl::string_view value) {
  const char* text = value.empty() ? "" : value.data();
  Note(sqlite3_bind_text(statement_.get(), index, text, static_cast<int>(value.size()), SQLITE_STATIC));
}

void Statement::Bind(int index, Blob value) {
  const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
  Note(sqlite3_bind_blob(statement_.get(), index, bytes, static_cast<int>(value.bytes.size()), SQLITE_STATIC));
}

void Statement::Note(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

Transaction::~Transaction() {
  // Where the database has undone it by itself, this fails, as it should.
  if (status_.ok() && !is_done_) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

absl::Status Transaction::Commit() {
  const absl::Status status = database_.Run("COMMIT");
  is_done_ = status.ok();
  return status;
}

}  // namespace nodestats::crawler
