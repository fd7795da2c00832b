#include "geo/locator.h"

#include <sys/stat.h>

#include <new>
#include <thread>
#include <utility>

namespace nodestats {
namespace {

// Waits until the lookups under way have let go of `databases`, so that none of them has to free one: milliseconds, if
// it is large. Whoever else holds them for long frees them later.
void WaitForLookups(const std::shared_ptr<const GeoDatabases>& databases) {
  constexpr int kMaxYields = 1000;
  for (int i = 0; i < kMaxYields && databases.use_count() > 1; ++i) std::this_thread::yield();
}

}  // namespace

bool Locator::Identity::operator==(const Identity& other) const {
  return device == other.device && inode == other.inode && size_bytes == other.size_bytes &&
         modified_s == other.modified_s && modified_ns == other.modified_ns;
}

Locator::Identity Locator::IdentityOf(const std::string& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) return Identity{};
  return Identity{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

nodestats_status Locator::Use(const std::vector<std::string>& paths) try {
  const MutexLock lock(&reload_mutex_);
  std::vector<File> files;
  // Taken before the load: a change during it is another state at the next call.
  for (const std::string& path : paths) files.push_back({path, IdentityOf(path)});
  GeoDatabases::List databases(paths.size());
  for (size_t i = 0; i < paths.size(); ++i) {
    const nodestats_status status = Load(paths[i], i, &databases);
    if (status == NODESTATS_OK) continue;
    NoteAttempts(files);
    return status;
  }
  Exchange(std::move(databases));
  files_ = std::move(files);
  return NODESTATS_OK;
} catch (const std::bad_alloc&) {
  return NODESTATS_ENOMEM;
}

nodestats_status Locator::Reload() try {
  const MutexLock lock(&reload_mutex_);
  GeoDatabases::List databases;
  if (const auto old = current(); old != nullptr) databases = old->list();
  nodestats_status all = NODESTATS_ENONE;
  bool changed = false;
  for (size_t i = 0; i < files_.size(); ++i) {
    const Identity identity = IdentityOf(files_[i].path);
    if (identity == files_[i].attempted) continue;
    const nodestats_status status = Load(files_[i].path, i, &databases);
    files_[i].attempted = identity;
    changed = changed || status == NODESTATS_OK;
    if (all == NODESTATS_ENONE || all == NODESTATS_OK) all = status;
  }
  if (changed) Exchange(std::move(databases));
  return all;
} catch (const std::bad_alloc&) {
  return NODESTATS_ENOMEM;
}

nodestats_status Locator::Load(const std::string& path, size_t i, GeoDatabases::List* databases) const {
  uint64_t others_bytes = 0;
  for (size_t j = 0; j < databases->size(); ++j) {
    if (j != i && (*databases)[j] != nullptr) others_bytes += (*databases)[j]->size_bytes();
  }
  if (others_bytes > max_bytes_) return NODESTATS_EGEOSIZE;
  std::unique_ptr<GeoDatabase> loaded;
  const nodestats_status status = GeoDatabase::Load(path, max_bytes_ - others_bytes, &loaded);
  if (status == NODESTATS_OK) (*databases)[i] = std::move(loaded);
  return status;
}

// A watched file that was read in vain is not read again until it changes.
void Locator::NoteAttempts(const std::vector<File>& files) {
  for (File& watched : files_) {
    for (const File& file : files) {
      if (file.path == watched.path) watched.attempted = file.attempted;
    }
  }
}

void Locator::Exchange(GeoDatabases::List databases) {
  std::shared_ptr<const GeoDatabases> exchanged = std::make_shared<GeoDatabases>(std::move(databases));
  {
    const MutexLock lock(&mutex_);
    current_.swap(exchanged);
  }
  if (exchanged != nullptr) WaitForLookups(exchanged);
}

Place Locator::Lookup(const uint8_t* address16) const {
  const std::shared_ptr<const GeoDatabases> databases = current();
  return databases != nullptr ? databases->Lookup(address16) : Place{};
}

std::shared_ptr<const GeoDatabases> Locator::current() const {
  const MutexLock lock(&mutex_);
  return current_;
}

}  // namespace nodestats
