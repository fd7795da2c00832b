// The database in use, and its replacement.
#ifndef NODESTATS_GEO_LOCATOR_H_
#define NODESTATS_GEO_LOCATOR_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "base/mutex.h"
#include "geo/database.h"
#include "geo/place.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// Holds the current database; without one, every place is unknown. Thread-safe: lookups wait for a pointer's copy at
// most, never for a file.
class Locator {
 public:
  explicit Locator(uint64_t max_bytes) : max_bytes_(max_bytes) {}

  // Loads the file at `path`, which becomes the one that is watched, unless it is bad. With null, loads the watched
  // file again if it is another than at the last attempt, good or bad. A bad file leaves the old database in use.
  // Errors: as GeoDatabase::Load(); ENONE (unchanged, or none is watched).
  nodestats_status Reload(const char* path);

  // As GeoDatabase::Lookup().
  Place Lookup(const uint8_t* address16) const;

  // The database in use, or null.
  std::shared_ptr<const GeoDatabase> current() const;

 private:
  // What tells one state of a file from another; all zero where there is no file.
  struct Identity {
    uint64_t device = 0;
    uint64_t inode = 0;
    int64_t size_bytes = 0;
    int64_t modified_s = 0;
    int64_t modified_ns = 0;

    bool operator==(const Identity& other) const;
  };
  static Identity IdentityOf(const std::string& path);

  nodestats_status LoadAndUse(const std::string& path);

  const uint64_t max_bytes_;
  Mutex reload_mutex_;  // one load at a time
  std::string path_ ABSL_GUARDED_BY(reload_mutex_);
  Identity attempted_ ABSL_GUARDED_BY(reload_mutex_);
  mutable Mutex mutex_;
  std::shared_ptr<const GeoDatabase> current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_LOCATOR_H_
