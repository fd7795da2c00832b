// Loads databases that tests made.
#ifndef NODESTATS_TESTS_UNIT_GEO_LOAD_H_
#define NODESTATS_TESTS_UNIT_GEO_LOAD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "addresses.h"
#include "geo/database.h"
#include "temporary_folder.h"

namespace nodestats {

inline constexpr uint64_t kAnySize = uint64_t{1} << 30;

inline nodestats_status StatusOf(const std::string& bytes) {
  const TemporaryFolder folder;
  std::unique_ptr<GeoDatabase> database;
  const nodestats_status status = GeoDatabase::Load(folder.Write("db.mmdb", bytes), kAnySize, &database);
  EXPECT_EQ(status == NODESTATS_OK, database != nullptr);
  return status;
}

// The database in `bytes`, which is sound; its file is gone.
inline std::unique_ptr<GeoDatabase> Loaded(const std::string& bytes) {
  const TemporaryFolder folder;
  std::unique_ptr<GeoDatabase> database;
  EXPECT_EQ(GeoDatabase::Load(folder.Write("db.mmdb", bytes), kAnySize, &database), NODESTATS_OK);
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
