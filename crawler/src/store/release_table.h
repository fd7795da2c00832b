// Signed releases as received, and whose they are.
#ifndef NODESTATS_CRAWLER_STORE_RELEASE_TABLE_H_
#define NODESTATS_CRAWLER_STORE_RELEASE_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "store/sqlite.h"
#include "store/store.h"
#include "verify/verified_release.h"

namespace nodestats::crawler {

enum class Novelty { kAdded, kKnown, kContradicts };

// Part of a transaction of the caller's.
class ReleaseTable {
 public:
  explicit ReleaseTable(const Database& database);

  struct Added {
    int64_t node = 0;  // number of the release's instance
    Novelty novelty = Novelty::kKnown;
  };
  // Of releases that contradict one that is held, at most kMaxContradictions of one name are kept: who lies at every
  // question does not fill the disk.
  static constexpr int kMaxContradictions = 3;
  absl::StatusOr<Added> Add(const VerifiedRelease& release, int64_t received_unix_seconds);

  absl::StatusOr<std::vector<StoredRelease>> After(int64_t sequence, int limit);

  // Removes releases, and nodes that are left without any. Returns the number of releases.
  absl::StatusOr<int64_t> Retain(int64_t oldest_end_unix_seconds);

 private:
  absl::StatusOr<int64_t> NodeOf(const VerifiedRelease& release);
  absl::StatusOr<int> HeldOfName(int64_t node, const VerifiedRelease& release, bool& is_known);
  absl::Status Insert(int64_t node, bool contradicts, const VerifiedRelease& release, int64_t received_unix_seconds);

  const Database& database_;
  Statement put_node_;
  Statement of_name_;
  Statement insert_;
  Statement after_;
  Statement remove_;
  Statement remove_nodes_;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_RELEASE_TABLE_H_
