// Store over SQLite: one connection for all but the view, which reads beside it.
#include <sys/stat.h>

#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "store/endpoint_table.h"
#include "store/item_table.h"
#include "store/node_day_table.h"
#include "store/release_table.h"
#include "store/schema.h"
#include "store/store.h"
#include "store/writer_lock.h"

namespace nodestats::crawler {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(Database database, std::optional<WriterLock> lock)
      : lock_(std::move(lock)),
        database_(std::move(database)),
        releases_(database_),
        node_days_(database_),
        endpoints_(database_),
        items_(database_) {}

  absl::StatusOr<Saved> Save(const std::vector<Fetched>& batch) override;

  absl::StatusOr<std::vector<EndpointState>> Endpoints() override {
    const std::lock_guard<std::mutex> held(mutex_);
    return endpoints_.All();
  }

  absl::Status ForEachNodeDay(int64_t from_unix_seconds, int64_t to_unix_seconds,
                              const std::function<bool(const NodeDay&)>& use) override {
    const absl::StatusOr<Database> reader = Database::Open(database_.path(), SQLITE_OPEN_READONLY);
    if (!reader.ok()) return reader.status();
    return ForEachNodeDayOf(*reader, from_unix_seconds, to_unix_seconds, use);
  }

  absl::StatusOr<std::vector<StoredRelease>> ReleasesAfter(int64_t sequence, int limit) override {
    const std::lock_guard<std::mutex> held(mutex_);
    return releases_.After(sequence, limit);
  }

  absl::StatusOr<int64_t> Cursor(const std::string& name) override {
    const std::lock_guard<std::mutex> held(mutex_);
    return items_.Cursor(name);
  }
  absl::Status SetCursor(const std::string& name, int64_t sequence) override {
    const std::lock_guard<std::mutex> held(mutex_);
    const absl::Status writable = Writable();
    return writable.ok() ? items_.SetCursor(name, sequence) : writable;
  }
  absl::StatusOr<std::string> Get(const std::string& key) override {
    const std::lock_guard<std::mutex> held(mutex_);
    return items_.Get(key);
  }
  absl::Status Put(const std::string& key, const std::string& value) override {
    const std::lock_guard<std::mutex> held(mutex_);
    const absl::Status writable = Writable();
    return writable.ok() ? items_.Put(key, value) : writable;
  }

  absl::StatusOr<int64_t> Retain(int64_t oldest_end_unix_seconds, int64_t oldest_asked_unix_seconds) override;

 private:
  absl::Status Writable() const {
    if (lock_.has_value()) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat(database_.path(), " was opened for reading only"));
  }
  absl::Status SaveOne(const Fetched& fetched, NodeDayAdditions& additions, Saved& saved);

  const std::optional<WriterLock> lock_;  // none: for reading only
  std::mutex mutex_;                      // guards all that follows
  Database database_;
  ReleaseTable releases_;
  NodeDayTable node_days_;
  EndpointTable endpoints_;
  ItemTable items_;
};

absl::StatusOr<Saved> SqliteStore::Save(const std::vector<Fetched>& batch) {
  const std::lock_guard<std::mutex> held(mutex_);
  absl::Status status = Writable();
  if (!status.ok()) return status;
  Transaction transaction(database_);
  status = transaction.status();
  Saved saved;
  NodeDayAdditions additions;
  for (size_t i = 0; i < batch.size() && status.ok(); ++i) status = SaveOne(batch[i], additions, saved);
  if (status.ok()) status = node_days_.Append(additions);
  if (status.ok()) status = transaction.Commit();
  if (!status.ok()) return status;
  return saved;
}

absl::Status SqliteStore::SaveOne(const Fetched& fetched, NodeDayAdditions& additions, Saved& saved) {
  const VerifiedRelease* newest = nullptr;
  int contradictions = 0;
  for (const VerifiedRelease& release : fetched.releases) {
    const absl::StatusOr<ReleaseTable::Added> added = releases_.Add(release, fetched.finished_unix_seconds);
    if (!added.ok()) return added.status();
    saved.added += added->novelty == Novelty::kAdded ? 1 : 0;
    saved.known += added->novelty == Novelty::kKnown ? 1 : 0;
    contradictions += added->novelty == Novelty::kContradicts ? 1 : 0;
    if (added->novelty == Novelty::kContradicts) continue;
    if (added->novelty == Novelty::kAdded) additions.Add(added->node, release.release);
    if (newest == nullptr || release.release.end_unix_seconds() >= newest->release.end_unix_seconds()) {
      newest = &release;
    }
  }
  saved.contradicting += contradictions;
  return endpoints_.Put(fetched, newest, contradictions);
}

absl::StatusOr<int64_t> SqliteStore::Retain(int64_t oldest_end_unix_seconds, int64_t oldest_asked_unix_seconds) {
  const std::lock_guard<std::mutex> held(mutex_);
  absl::Status status = Writable();
  if (!status.ok()) return status;
  Transaction transaction(database_);
  if (!transaction.status().ok()) return transaction.status();
  absl::StatusOr<int64_t> removed = releases_.Retain(oldest_end_unix_seconds);
  if (!removed.ok()) return removed;
  status = node_days_.Retain(oldest_end_unix_seconds);
  if (status.ok()) status = endpoints_.Retain(oldest_asked_unix_seconds);
  if (status.ok()) status = transaction.Commit();
  if (!status.ok()) return status;
  return removed;
}

bool IsThere(const std::string& path) {
  struct stat info{};
  return stat(path.c_str(), &info) == 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const std::string& path) {
  absl::StatusOr<WriterLock> lock = WriterLock::Take(path);
  if (!lock.ok()) return lock.status();
  absl::StatusOr<Database> database = Database::Open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!database.ok()) return database.status();
  absl::Status prepared = PrepareStore(*database);
  if (!prepared.ok()) return prepared;
  return std::make_unique<SqliteStore>(*std::move(database), *std::move(lock));
}

absl::StatusOr<std::unique_ptr<Store>> Store::OpenReadOnly(const std::string& path) {
  if (!IsThere(path)) return absl::NotFoundError(absl::StrCat(path, ": no such file; crawl first, or give --store"));
  absl::StatusOr<Database> database = Database::Open(path, SQLITE_OPEN_READONLY);
  if (!database.ok()) return database.status();
  absl::Status checked = CheckSchema(*database);
  if (!checked.ok()) return checked;
  return std::make_unique<SqliteStore>(*std::move(database), std::nullopt);
}

}  // namespace nodestats::crawler
