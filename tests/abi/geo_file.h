// A small geo database: the first byte of an IPv4 address tells the place.
#ifndef NODESTATS_TESTS_ABI_GEO_FILE_H_
#define NODESTATS_TESTS_ABI_GEO_FILE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "unit/geo/mmdb_values.h"
#include "unit/geo/temporary_folder.h"

namespace nodestats_test {

// What the database says of a byte, and what is to be published of it.
struct GeoRow {
  std::string code;  // in the database
  std::optional<std::pair<double, double>> position;
  std::string country;
  std::string region;
};

inline const std::map<uint8_t, GeoRow>& GeoRows() {
  static const auto* const rows = new std::map<uint8_t, GeoRow>{
      {5, {"EU", {}, "ZZ", "Unknown"}},  // of no country
      {8, {"US", {{37.75, -97.82}}, "US", "Northern America"}},
      {9, {"US", {{45.6, -122.5}}, "US", "Northern America"}},
      {24, {"CA", {}, "CA", "Northern America"}},
      {41, {"KE", {{-1.28, 36.82}}, "KE", "Eastern Africa"}},
      {45, {"TW", {{25.03, 121.56}}, "TW", "Eastern Asia"}},
      {60, {"JP", {{35.69, 139.69}}, "JP", "Eastern Asia"}},
      {77, {"XK", {}, "XK", "Southern Europe"}},
      {81, {"GB", {{51.5, -0.12}}, "GB", "Northern Europe"}},
      {88, {"DE", {{52.52, 13.41}}, "DE", "Western Europe"}},
      {91, {"FR", {{48.86, 2.35}}, "FR", "Western Europe"}},
      {177, {"BR", {{-23.55, -46.63}}, "BR", "South America"}},
      {190, {"AQ", {{-90.0, 180.0}}, "AQ", "Unknown"}},
      {201, {"MX", {}, "MX", "Central America"}},
      {203, {"AU", {{-33.87, 151.21}}, "AU", "Australia and New Zealand"}},
  };
  return *rows;
}

// The number of the 5 degree square that a position lies in, counted from the south pole and 180 W.
inline int CellOf(const std::pair<double, double>& position) {
  const int row = position.first >= 90 ? 35 : static_cast<int>(position.first + 90) / 5;
  const int column = position.second >= 180 ? 71 : static_cast<int>(position.second + 180) / 5;
  return 72 * row + column;
}

// An MMDB file (MaxMind DB File Format Specification 2.0) of IPv4: a full binary tree of the first 8 bits.
inline std::string GeoFileBytes() {
  using namespace nodestats::mmdb;
  constexpr uint64_t kNodes = 255;
  std::string data;
  std::map<uint8_t, uint64_t> offsets;
  for (const auto& [byte, row] : GeoRows()) {
    offsets[byte] = data.size();
    std::vector<std::pair<std::string, std::string>> members = {{"country", Map({{"iso_code", Text(row.code)}})}};
    if (row.position) {
      members.emplace_back(
          "location", Map({{"latitude", Double(row.position->first)}, {"longitude", Double(row.position->second)}}));
    }
    data += Map(members);
  }
  // Node n of the file has number n + 1 in the order of a heap: its children are 2n + 1 and 2n + 2.
  std::string tree;
  for (uint64_t child = 1; child <= 2 * kNodes; ++child) {
    const auto leaf = offsets.find(static_cast<uint8_t>(child - kNodes));
    const uint64_t end = leaf == offsets.end() ? kNodes : kNodes + 16 + leaf->second;
    tree += BigEndian(child < kNodes ? child : end, 3);
  }
  const std::string metadata = Map({{"binary_format_major_version", Uint16(2)},
                                    {"binary_format_minor_version", Uint16(0)},
                                    {"build_epoch", Uint64(1766000000)},
                                    {"database_type", Text("Test-City")},
                                    {"description", Map({})},
                                    {"ip_version", Uint16(4)},
                                    {"languages", Array({})},
                                    {"node_count", Uint32(kNodes)},
                                    {"record_size", Uint16(24)}});
  return tree + std::string(16, '\0') + data + "\xab\xcd\xefMaxMind.com" + metadata;
}

// The database in a file that goes with its owner.
class GeoFile {
 public:
  const char* path() const { return path_.c_str(); }

 private:
  nodestats::TemporaryFolder folder_;
  std::string path_ = folder_.Write("test.mmdb", GeoFileBytes());
};

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_GEO_FILE_H_
