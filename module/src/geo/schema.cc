#include "geo/schema.h"

#include <limits>
#include <string_view>

namespace nodestats {
namespace {

// The value at `path`; without data where there is none.
MMDB_entry_data_s ValueAt(MMDB_entry_s entry, const char* const* path) {
  MMDB_entry_data_s value;
  return MMDB_aget_value(&entry, &value, path) == MMDB_SUCCESS ? value : MMDB_entry_data_s{};
}

double NumberAt(const MMDB_entry_s& entry, const char* key) {
  const char* const path[] = {key, nullptr};
  const MMDB_entry_data_s value = ValueAt(entry, path);
  if (value.type == MMDB_DATA_TYPE_DOUBLE) return value.double_value;
  if (value.type == MMDB_DATA_TYPE_FLOAT) return static_cast<double>(value.float_value);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

int ReadCountry(const MMDB_entry_s& entry, const Schema& schema) {
  const MMDB_entry_data_s value = ValueAt(entry, schema.country);
  if (value.type != MMDB_DATA_TYPE_UTF8_STRING) return kUnknownCountry;
  return CountryOfCode(std::string_view(value.utf8_string, value.data_size));
}

uint16_t ReadCell(const MMDB_entry_s& entry, const Schema& schema) {
  const MMDB_entry_data_s position = ValueAt(entry, schema.position);
  if (!position.has_data) return kNoCell;
  const MMDB_entry_s start{entry.mmdb, position.offset};
  return CellOfPosition(NumberAt(start, "latitude"), NumberAt(start, "longitude"));
}

}  // namespace nodestats
