// What was fetched, in an SQLite file: signed releases as received, and what is known of each endpoint.
#ifndef NODESTATS_CRAWLER_STORE_STORE_H_
#define NODESTATS_CRAWLER_STORE_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "discovery/endpoint.h"
#include "fetch/fetched.h"
#include "nodestats/v1/summary.pb.h"

namespace nodestats::crawler {

// A release as it was stored. (recipient, instance id, window, start) names it; `sequence` counts up over all.
struct StoredRelease {
  int64_t sequence = 0;
  Account recipient = kNoAccount;
  Account signer = kNoAccount;
  std::string instance_id;  // 32 hexadecimal digits
  v1::Window window = v1::WINDOW_UNSPECIFIED;
  int64_t start_unix_seconds = 0;
  int64_t end_unix_seconds = 0;
  bool delegated = false;
  // Another release of the same name was held before this one: a node changed its story. It is kept (the first few of
  // a name are), and counts nowhere.
  bool contradicts = false;
  std::string payload;  // empty where the disk has changed it
  std::string signature;
  int64_t received_unix_seconds = 0;
};

// All releases of one instance's UTC day, for the view: of each the first story, reduced to what the view sums up.
struct NodeDay {
  Account recipient = kNoAccount;
  std::string instance_id;
  int64_t day_start_unix_seconds = 0;
  bool delegated = false;
  absl::string_view packed;  // see PackedReader in store/packed_release.h; borrowed for the call
};

// What is known of an endpoint (uri, address) from the last time it was asked.
struct EndpointState {
  Endpoint endpoint;
  Reason reason = Reason::kNone;
  std::string detail;
  int64_t asked_unix_seconds = 0;
  int64_t answered_unix_seconds = 0;    // the last time that all was well; 0 never
  int64_t newest_end_unix_seconds = 0;  // of the releases held of it: its next `since`
  int rejected = 0;
  int contradictions = 0;       // so far
  Account signer = kNoAccount;  // of its newest release
  bool delegated = false;
  std::string instance_id;  // of its newest release
  v1::PrivacyMode privacy_mode = v1::PRIVACY_MODE_UNSPECIFIED;
  std::string software_version;
  std::vector<std::string> node_uris;  // of further nodes, as its newest release names them
};

struct Saved {
  int added = 0;          // releases that were not held
  int known = 0;          // that were, byte for byte
  int contradicting = 0;  // that were held with other figures
};

// One process writes at a time: Open gives FAILED_PRECONDITION, with the other's process id, where one does.
// Thread-safe. What Save has returned OK for survives any crash, of the machine too.
class Store {
 public:
  static absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& path);
  // For those who only read, beside a writer or without one. NOT_FOUND where there is no file.
  static absl::StatusOr<std::unique_ptr<Store>> OpenReadOnly(const std::string& path);
  virtual ~Store() = default;

  // All of `batch` in one transaction.
  virtual absl::StatusOr<Saved> Save(const std::vector<Fetched>& batch) = 0;

  virtual absl::StatusOr<std::vector<EndpointState>> Endpoints() = 0;

  // Calls `use` for each node's day that overlaps the time, ascending by day. It returns false to stop. Reads beside
  // all else, over a connection of its own: several threads may do so at once.
  virtual absl::Status ForEachNodeDay(int64_t from_unix_seconds, int64_t to_unix_seconds,
                                      const std::function<bool(const NodeDay&)>& use) = 0;

  // Releases after `sequence`, ascending, at most `limit`: how remote write and others go on where they stopped.
  virtual absl::StatusOr<std::vector<StoredRelease>> ReleasesAfter(int64_t sequence, int limit) = 0;
  // Where the reader named `name` is to go on: what it was told last, in one durable step; 0 never.
  virtual absl::StatusOr<int64_t> Cursor(const std::string& name) = 0;
  virtual absl::Status SetCursor(const std::string& name, int64_t sequence) = 0;

  // Small things that others keep here: the last good list of nodes, the tickets' sums. NOT_FOUND where absent.
  virtual absl::StatusOr<std::string> Get(const std::string& key) = 0;
  virtual absl::Status Put(const std::string& key, const std::string& value) = 0;

  // Removes releases of windows that ended before, and endpoints that were last asked before. Returns the number of
  // releases.
  virtual absl::StatusOr<int64_t> Retain(int64_t oldest_end_unix_seconds, int64_t oldest_asked_unix_seconds) = 0;
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_STORE_H_
