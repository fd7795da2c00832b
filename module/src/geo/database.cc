#include "geo/database.h"

#include <netinet/in.h>

#include <cstring>
#include <iterator>
#include <new>
#include <string_view>

#include "geo/address.h"
#include "geo/bitmap.h"
#include "geo/metadata_check.h"
#include "geo/private_copy.h"
#include "geo/search_tree.h"
#include "geo/value_walk.h"

namespace nodestats {
namespace {

constexpr size_t kMaxTypeBytes = 63;
constexpr uint64_t kEndOf9999UnixS = 253402300800;

nodestats_status StatusOfOpen(int error) {
  if (error == MMDB_SUCCESS) return NODESTATS_OK;
  if (error == MMDB_OUT_OF_MEMORY_ERROR) return NODESTATS_ENOMEM;
  return error == MMDB_FILE_OPEN_ERROR || error == MMDB_IO_ERROR ? NODESTATS_ESYSTEM : NODESTATS_EGEOINVALID;
}

// What may stand in a label's value as it is.
std::string Sanitized(std::string_view text) {
  std::string clean;
  for (const char c : text.substr(0, kMaxTypeBytes)) {
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\'' && c != '\\';
    clean += plain ? c : '?';
  }
  return clean;
}

// What the records of a file tell, as one schema reads them.
struct Told {
  uint64_t countries = 0;
  bool positions = false;
};

MMDB_lookup_result_s FindRecord(const MMDB_s& mmdb, const Address& address) {
  const uint8_t* const address16 = address.bytes.data();
  int error = MMDB_SUCCESS;
  if (IsMappedIpv4(address16)) {
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    std::memcpy(&ipv4.sin_addr, address16 + 12, sizeof(ipv4.sin_addr));
    return MMDB_lookup_sockaddr(&mmdb, reinterpret_cast<const sockaddr*>(&ipv4), &error);
  }
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  std::memcpy(&ipv6.sin6_addr, address16, sizeof(ipv6.sin6_addr));
  return MMDB_lookup_sockaddr(&mmdb, reinterpret_cast<const sockaddr*>(&ipv6), &error);
}

}  // namespace

nodestats_status GeoDatabase::Load(const std::string& path, uint64_t max_bytes,
                                   std::unique_ptr<GeoDatabase>* database) try {
  FileDescriptor copy;
  std::string optional_metadata;
  nodestats_status status = CopyToMemory(path, max_bytes, &copy);
  if (status == NODESTATS_OK) status = CheckMetadata(copy, &optional_metadata);
  if (status == NODESTATS_OK) status = AppendToCopy(copy, optional_metadata);
  if (status == NODESTATS_OK) status = SealCopy(copy);
  if (status != NODESTATS_OK) return status;
  std::unique_ptr<GeoDatabase> loaded(new GeoDatabase);
  status = loaded->Open(copy.get());
  if (status == NODESTATS_OK) status = loaded->Validate();
  if (status == NODESTATS_OK) *database = std::move(loaded);
  return status;
} catch (const std::bad_alloc&) {
  return NODESTATS_ENOMEM;
}

GeoDatabase::~GeoDatabase() {
  if (is_open_) MMDB_close(&mmdb_);
}

nodestats_status GeoDatabase::Open(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  const nodestats_status status = StatusOfOpen(MMDB_open(path.c_str(), MMDB_MODE_MMAP, &mmdb_));
  is_open_ = status == NODESTATS_OK;
  return status;
}

nodestats_status GeoDatabase::Validate() {
  if (mmdb_.metadata.build_epoch >= kEndOf9999UnixS) return NODESTATS_EGEOINVALID;
  Bitmap records(mmdb_.data_section_size);
  if (!CollectRecords(mmdb_, &records)) return NODESTATS_EGEOINVALID;

  ValueWalk walk(&mmdb_);
  Told told[std::size(kSchemas)];
  const bool sound = records.ForEach([&](uint64_t offset) {
    const MMDB_entry_s entry{&mmdb_, static_cast<uint32_t>(offset)};
    if (!walk.IsSound(entry.offset)) return false;
    for (size_t i = 0; i < std::size(kSchemas); ++i) {
      if (ReadCountry(entry, kSchemas[i]) != kUnknownCountry) ++told[i].countries;
      told[i].positions = told[i].positions || ReadCell(entry, kSchemas[i]) != kNoCell;
    }
    return true;
  });
  if (!sound) return NODESTATS_EGEOINVALID;

  size_t best = 0;
  for (size_t i = 1; i < std::size(kSchemas); ++i) best = told[i].countries > told[best].countries ? i : best;
  if (told[best].countries == 0) return NODESTATS_EGEOTYPE;
  schema_ = &kSchemas[best];
  has_positions_ = told[best].positions;
  versions_ = VersionsOf(mmdb_);
  type_ = Sanitized(mmdb_.metadata.database_type);
  return NODESTATS_OK;
}

Place GeoDatabase::Lookup(const uint8_t address16[16]) const {
  Place place;
  Address address;
  MakeAddress(address16, 16, &address);
  const MMDB_lookup_result_s found = FindRecord(mmdb_, WithoutTunnel(address));
  if (!found.found_entry) return place;
  place.country = static_cast<uint8_t>(ReadCountry(found.entry, *schema_));
  if (has_positions_) place.cell = ReadCell(found.entry, *schema_);
  return place;
}

}  // namespace nodestats
