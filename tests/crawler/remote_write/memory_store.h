// A store in memory with the part of the interface that remote write uses. The file's own is tested with its folder,
// and with remote write in tests/network.
#ifndef NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_MEMORY_STORE_H_
#define NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_MEMORY_STORE_H_

#include <map>
#include <string>
#include <vector>

#include "store/store.h"

namespace nodestats::crawler {

class MemoryStore : public Store {
 public:
  std::vector<StoredRelease> releases;  // ascending by sequence
  std::map<std::string, int64_t> cursors;
  absl::Status broken = absl::OkStatus();  // what setting a cursor says

  absl::StatusOr<std::vector<StoredRelease>> ReleasesAfter(int64_t sequence, int limit) override {
    std::vector<StoredRelease> after;
    for (const StoredRelease& release : releases) {
      if (release.sequence > sequence && static_cast<int>(after.size()) < limit) after.push_back(release);
    }
    return after;
  }
  absl::StatusOr<int64_t> Cursor(const std::string& name) override {
    return cursors.contains(name) ? cursors[name] : 0;
  }
  absl::Status SetCursor(const std::string& name, int64_t sequence) override {
    if (broken.ok()) cursors[name] = sequence;
    return broken;
  }

  absl::StatusOr<Saved> Save(const std::vector<Fetched>&) override { return Unused(); }
  absl::StatusOr<std::vector<EndpointState>> Endpoints() override { return Unused(); }
  absl::Status ForEachNodeDay(int64_t, int64_t, const std::function<bool(const NodeDay&)>&) override {
    return Unused();
  }
  absl::StatusOr<std::string> Get(const std::string&) override { return Unused(); }
  absl::Status Put(const std::string&, const std::string&) override { return Unused(); }
  absl::StatusOr<int64_t> Retain(int64_t, int64_t) override { return Unused(); }

 private:
  static absl::Status Unused() { return absl::UnimplementedError("remote write has no use for it"); }
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_REMOTE_WRITE_MEMORY_STORE_H_
