// Releases to begin with, and files that hold them.
#ifndef NODESTATS_TESTS_UNIT_RELEASE_RELEASES_H_
#define NODESTATS_TESTS_UNIT_RELEASE_RELEASES_H_

#include <cstdint>
#include <string>

#include "nodestats/v1/summary.pb.h"

namespace nodestats {

// A valid release with one vector of each shape: a single figure, one domain, two domains, cells.
inline v1::Release SmallRelease() {
  v1::Release release;
  release.set_window(v1::WINDOW_4H);
  release.set_start_unix_seconds(1767225600);  // 2026-01-01 00:00 UTC
  release.set_end_unix_seconds(1767225600 + 4 * 3600);
  for (const uint32_t hour : {0u, 1u, 3u}) release.add_covered_hours(hour);
  release.set_privacy_mode(v1::PRIVACY_MODE_BINNED);
  const auto add_domain = [&](const char* name, std::initializer_list<const char*> keys) {
    v1::Domain* domain = release.add_domains();
    domain->set_name(name);
    for (const char* key : keys) domain->add_keys(key);
  };
  const auto add_vector = [&](const char* name, const char* unit, int64_t divisor,
                              std::initializer_list<const char*> domains, std::initializer_list<int64_t> values) {
    v1::Vector* vector = release.add_vectors();
    vector->set_name(name);
    vector->set_unit(unit);
    vector->set_divisor(divisor);
    for (const char* domain : domains) vector->add_domains(domain);
    for (const int64_t value : values) vector->add_values(value);
    return vector;
  };
  add_domain("rung", {"360p", "720p"});
  add_domain("outcome", {"ok", "failed"});
  add_domain("speed", {"0-1", "1+"});
  add_domain("cell", {});
  add_vector("streams_average", "streams", 4, {}, {-3});
  add_vector("encoded_pixels", "pixels", 1, {"rung"}, {100, 200});
  add_vector("segments", "segments", 1, {"outcome", "speed"}, {1, 2, 3, 4});
  v1::Vector* cells = add_vector("cell_streams_average", "streams", 2, {"cell"}, {5, 6});
  for (const uint32_t index : {0u, 2591u}) cells->add_indexes(index);
  release.set_instance_id("00112233445566778899aabbccddeeff");
  release.set_software_version("nodestats/0.1.0");
  release.add_kinds(v1::KIND_TRANSCODE);
  release.mutable_geo_database()->set_type("GeoLite2-City");
  release.mutable_geo_database()->set_build_unix_seconds(1766000000);
  release.set_chain_id(42161);
  release.set_signer("0x" + std::string(40, 'a'));
  release.set_recipient("0x" + std::string(40, 'b'));
  return release;
}

// CRC-32 of ISO 3309, bit by bit.
inline uint32_t Crc32(const std::string& bytes) {
  uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~crc;
}

// The file that holds a serialized v1::SignedRelease, with a right checksum.
inline std::string FrozenFile(const std::string& signed_release) {
  std::string file = "nodestats frozen release 1\n";
  const uint32_t crc = Crc32(signed_release);
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<char>(crc >> shift & 0xff));
  return file + signed_release;
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_RELEASE_RELEASES_H_
