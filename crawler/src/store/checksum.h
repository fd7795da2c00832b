// What tells a row that the disk has changed: SQLite itself notices damage to the order of rows, not within one.
#ifndef NODESTATS_CRAWLER_STORE_CHECKSUM_H_
#define NODESTATS_CRAWLER_STORE_CHECKSUM_H_

#include <zlib.h>

#include <cstdint>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

// CRC-32 of what was before and of `bytes`. It is no protection from who wants to change a row: signatures are.
inline uint32_t Checksum(absl::string_view bytes, uint32_t before = 0) {
  return static_cast<uint32_t>(crc32_z(before, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_CHECKSUM_H_
