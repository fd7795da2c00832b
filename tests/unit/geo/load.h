// Loads databases that tests made.
#ifndef NODESTATS_TESTS_UNIT_GEO_LOAD_H_
#define NODESTATS_TESTS_UNIT_GEO_LOAD_H_

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "addresses.h"
#include "geo/database.h"

namespace nodestats {

inline constexpr uint64_t kAnySize = uint64_t{1} << 30;

// A regular file that is on no disk: thousands of them are cheap.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& bytes) : fd_(memfd_create("test", MFD_CLOEXEC)) {
    EXPECT_EQ(write(fd_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  const int fd_;
};

// Loads `bytes`; *database stays empty unless that is NODESTATS_OK.
inline nodestats_status Load(const std::string& bytes, std::unique_ptr<GeoDatabase>* database) {
  const nodestats_status status = GeoDatabase::Load(MemoryFile(bytes).path(), kAnySize, database);
  EXPECT_EQ(status == NODESTATS_OK, *database != nullptr);
  return status;
}

inline nodestats_status StatusOf(const std::string& bytes) {
  std::unique_ptr<GeoDatabase> database;
  return Load(bytes, &database);
}

// The database in `bytes`, which is sound; its file is gone.
inline std::unique_ptr<GeoDatabase> Loaded(const std::string& bytes) {
  std::unique_ptr<GeoDatabase> database;
  EXPECT_EQ(Load(bytes, &database), NODESTATS_OK);
  return database;
}

inline Place PlaceOf(const GeoDatabase& database, const std::string& address) {
  return database.Lookup(AddressOf(address).bytes.data());
}

inline std::string CountryOf(const GeoDatabase& database, const std::string& address) {
  return std::string(CountryCode(PlaceOf(database, address).country));
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_GEO_LOAD_H_
