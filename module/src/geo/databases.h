// The databases in use together.
#ifndef NODESTATS_GEO_DATABASES_H_
#define NODESTATS_GEO_DATABASES_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geo/database.h"
#include "geo/place.h"

namespace nodestats {

// At least one database, in the order in which they are asked: publishers have files with IPv4 and IPv6 apart.
// Immutable; thread-safe.
class GeoDatabases {
 public:
  using List = std::vector<std::shared_ptr<const GeoDatabase>>;

  explicit GeoDatabases(List list) : list_(std::move(list)) {}

  // The place that the first one tells that knows one. No allocation.
  Place Lookup(const uint8_t address16[16]) const {
    for (const auto& database : list_) {
      const Place place = database->Lookup(address16);
      if (place.country != kUnknownCountry || place.cell != kNoCell) return place;
    }
    return Place{};
  }

  // What they are, at most 63 bytes: one type where all have the same.
  std::string type() const {
    std::string types = list_.front()->type();
    for (const auto& database : list_) {
      if (database->type() != list_.front()->type()) types += ", " + database->type();
    }
    return types.substr(0, kMaxTypeBytes);
  }

  // When the oldest was built.
  int64_t build_unix_s() const {
    int64_t oldest_s = list_.front()->build_unix_s();
    for (const auto& database : list_) oldest_s = std::min(oldest_s, database->build_unix_s());
    return oldest_s;
  }

  uint32_t versions() const {
    uint32_t all = 0;
    for (const auto& database : list_) all |= database->versions();
    return all;
  }

  const List& list() const { return list_; }

 private:
  static constexpr size_t kMaxTypeBytes = 63;

  List list_;
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_DATABASES_H_
