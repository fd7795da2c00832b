// The database that tells where an address is.
#ifndef NODESTATS_GEO_DATABASE_H_
#define NODESTATS_GEO_DATABASE_H_

#include <maxminddb.h>

#include <cstdint>
#include <memory>
#include <string>

#include "geo/place.h"
#include "geo/schema.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// An MMDB file, read into memory that nobody can change and validated as a whole, so that no lookup can fail later.
// Immutable; thread-safe.
class GeoDatabase {
 public:
  // Reads the file at `path`. *database is set only by NODESTATS_OK. Takes about a second for 8 million nodes, memory
  // of the file's size (not of the heap) and, meanwhile, up to an eighth of it more.
  // Errors: EGEOOPEN (missing, unreadable, not a regular file), EGEOSIZE (larger than `max_bytes`), EGEOINVALID
  // (corrupt, empty, truncated, or changed while it was read), EGEOTYPE (tells no country), ENOMEM, ESYSTEM (memory
  // files or /proc are not to be had).
  static nodestats_status Load(const std::string& path, uint64_t max_bytes, std::unique_ptr<GeoDatabase>* database);

  ~GeoDatabase();
  GeoDatabase(const GeoDatabase&) = delete;
  GeoDatabase& operator=(const GeoDatabase&) = delete;

  // The place of 16 bytes of an IPv6 address, or of an IPv4 address mapped into it or found by WithoutTunnel(), which
  // is looked up as IPv4 in files of either version. No allocation.
  Place Lookup(const uint8_t address16[16]) const;

  const std::string& type() const { return type_; }  // at most 63 printable ASCII; neither quotes nor backslashes
  int64_t build_unix_s() const { return static_cast<int64_t>(mmdb_.metadata.build_epoch); }
  uint64_t size_bytes() const { return static_cast<uint64_t>(mmdb_.file_size); }
  uint32_t versions() const { return versions_; }  // NODESTATS_GEO_*: of which addresses it tells anything
  bool has_positions() const { return has_positions_; }

 private:
  GeoDatabase() = default;

  nodestats_status Open(int fd);
  nodestats_status Validate();

  MMDB_s mmdb_{};
  bool is_open_ = false;
  const Schema* schema_ = nullptr;
  bool has_positions_ = false;
  uint32_t versions_ = 0;
  std::string type_;
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_DATABASE_H_
