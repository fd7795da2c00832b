// The databases in use, and their replacement.
#ifndef NODESTATS_GEO_LOCATOR_H_
#define NODESTATS_GEO_LOCATOR_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "base/mutex.h"
#include "geo/databases.h"
#include "geo/place.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// Holds the current databases; without one, every place is unknown. Thread-safe: lookups wait for a pointer's copy at
// most, never for a file.
class Locator {
 public:
  // All databases together have at most `max_bytes`.
  explicit Locator(uint64_t max_bytes) : max_bytes_(max_bytes) {}

  // Loads the files at `paths`, at least one, which become those that are watched and asked, in this order, unless one
  // of them is bad: then nothing changes.
  // Errors: as GeoDatabase::Load().
  nodestats_status Use(const std::vector<std::string>& paths);

  // Loads each watched file again that is another than at the last attempt, good or bad. A bad one leaves its old
  // database in use.
  // Errors: as GeoDatabase::Load(), of the first bad one; ENONE (unchanged, or none is watched).
  nodestats_status Reload();

  // As GeoDatabases::Lookup().
  Place Lookup(const uint8_t* address16) const;

  // The databases in use, or null.
  std::shared_ptr<const GeoDatabases> current() const;

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

  // A file that is watched.
  struct File {
    std::string path;
    Identity attempted;
  };

  // Loads the file at `path` in the place of databases[i].
  nodestats_status Load(const std::string& path, size_t i, GeoDatabases::List* databases) const;
  void Exchange(GeoDatabases::List databases);
  void NoteAttempts(const std::vector<File>& files) ABSL_EXCLUSIVE_LOCKS_REQUIRED(reload_mutex_);

  const uint64_t max_bytes_;
  Mutex reload_mutex_;  // one load at a time
  std::vector<File> files_ ABSL_GUARDED_BY(reload_mutex_);
  mutable Mutex mutex_;
  std::shared_ptr<const GeoDatabases> current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_LOCATOR_H_
