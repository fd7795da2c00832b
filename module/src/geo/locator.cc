#include "geo/locator.h"

#include <sys/stat.h>

#include <new>
#include <thread>
#include <utility>

namespace nodestats {
namespace {

// Waits until the lookups under way have let go of `database`, so that none of them has to free it: milliseconds, for
// a large one. Whoever else holds it for long frees it later.
void WaitForLookups(const std::shared_ptr<const GeoDatabase>& database) {
  constexpr int kMaxYields = 1000;
  for (int i = 0; i < kMaxYields && database.use_count() > 1; ++i) std::this_thread::yield();
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

nodestats_status Locator::Reload(const char* path) try {
  const MutexLock lock(&reload_mutex_);
  const std::string wanted = path != nullptr ? path : path_;
  // Taken before the load: a change during it is another state at the next call.
  const Identity identity = IdentityOf(wanted);
  if (path == nullptr && (path_.empty() || identity == attempted_)) return NODESTATS_ENONE;
  const nodestats_status status = LoadAndUse(wanted);
  if (status == NODESTATS_OK) path_ = wanted;
  if (wanted == path_) attempted_ = identity;
  return status;
} catch (const std::bad_alloc&) {
  return NODESTATS_ENOMEM;
}

nodestats_status Locator::LoadAndUse(const std::string& path) {
  std::unique_ptr<GeoDatabase> loaded;
  const nodestats_status status = GeoDatabase::Load(path, max_bytes_, &loaded);
  if (status != NODESTATS_OK) return status;
  std::shared_ptr<const GeoDatabase> database = std::move(loaded);
  {
    const MutexLock lock(&mutex_);
    current_.swap(database);
  }
  if (database != nullptr) WaitForLookups(database);
  return NODESTATS_OK;
}

Place Locator::Lookup(const uint8_t* address16) const {
  const std::shared_ptr<const GeoDatabase> database = current();
  return database != nullptr ? database->Lookup(address16) : Place{};
}

std::shared_ptr<const GeoDatabase> Locator::current() const {
  const MutexLock lock(&mutex_);
  return current_;
}

}  // namespace nodestats
