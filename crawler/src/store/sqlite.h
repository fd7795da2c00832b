// SQLite, so far as the store needs it: connections and prepared statements that clean up after themselves.
#ifndef NODESTATS_CRAWLER_STORE_SQLITE_H_
#define NODESTATS_CRAWLER_STORE_SQLITE_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nodestats::crawler {

// Bytes, where a plain string would be text.
struct Blob {
  absl::string_view bytes;
};

// One connection. Not thread-safe.
class Database {
 public:
  // `flags`: SQLITE_OPEN_... Errors: those of Failure.
  static absl::StatusOr<Database> Open(const std::string& path, int flags);

  absl::Status Run(const char* sql);             // statements without results
  absl::StatusOr<int64_t> Ask(const char* sql);  // the one number that a statement gives

  // What `code` means to who runs the crawler, with the file's name.
  absl::Status Failure(int code) const;

  const std::string& path() const { return path_; }
  sqlite3* get() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::string path_;
  std::unique_ptr<sqlite3, Close> connection_;
};

// DATA_LOSS, with what to do.
absl::Status Damaged(absl::string_view path, absl::string_view how);

// The rows that a statement gives. The statement can be used again once they are gone.
class Rows {
 public:
  Rows(const Database& database, sqlite3_stmt* statement, int code)
      : database_(database), statement_(statement), code_(code) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  bool Next();  // false after the last one, and where something failed
  absl::Status status() const;

  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  // Valid until the next call of Next.
  absl::string_view Bytes(int column) const;

 private:
  const Database& database_;
  sqlite3_stmt* statement_;
  int code_;
};

// Prepared once, run often. What goes wrong in preparing it is told by its first use. Must not outlive its database.
class Statement {
 public:
  Statement(const Database& database, absl::string_view sql);

  template <typename... Values>
  Rows Query(const Values&... values) {
    int index = 0;
    (Bind(++index, values), ...);
    return Rows(database_, statement_.get(), code_);
  }

  // Runs it for its effect.
  template <typename... Values>
  absl::Status Run(const Values&... values) {
    Rows rows = Query(values...);
    while (rows.Next()) {
    }
    return rows.status();
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void Bind(int index, int64_t value);
  void Bind(int index, absl::string_view value);
  void Bind(int index, Blob value);
  void Note(int code);

  const Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int code_;
};

// A transaction that is undone unless Commit returns OK.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), status_(database.Run("BEGIN IMMEDIATE")) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  const absl::Status& status() const { return status_; }  // of its beginning
  absl::Status Commit();

 private:
  Database& database_;
  absl::Status status_;
  bool is_done_ = false;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_SQLITE_H_
