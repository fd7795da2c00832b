#include "geo/schema.h"

#include <limits>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace nodestats {
namespace {

// The value at `path`; without data where there is none.
MMDB_entry_data_s ValueAt(MMDB_entry_s entry, const char* const* path) {
  MMDB_entry_data_s value;
  return MMDB_aget_value(&entry, &value, path) == MMDB_SUCCESS ? value : MMDB_entry_data_s{};
}

struct Alias {
  std::string_view code;
  std::string_view iso;
};

// Codes beside those in force that databases write, and the country that each can only mean. EU, AP and codes of
// countries that fell apart mean several.
constexpr Alias kAliases[] = {
    {"UK", "GB"}, {"EL", "GR"},                              // as the European Union writes them
    {"AC", "SH"}, {"TA", "SH"}, {"DG", "IO"}, {"CP", "FR"},  // parts with a code that ISO reserves for them
    {"EA", "ES"}, {"IC", "ES"}, {"FX", "FR"},                //
    {"BU", "MM"}, {"TP", "TL"}, {"ZR", "CD"},                // former names
};

int CountryOfText(std::string_view text) {
  if (text.size() != 2) return kUnknownCountry;
  const auto upper_of = [](char c) { return absl::ascii_toupper(static_cast<unsigned char>(c)); };
  const char upper[] = {upper_of(text[0]), upper_of(text[1])};
  const std::string_view code(upper, sizeof upper);
  for (const Alias& alias : kAliases) {
    if (alias.code == code) return CountryOfCode(alias.iso);
  }
  return CountryOfCode(code);
}

double NumberAt(const MMDB_entry_s& entry, const char* key) {
  const char* const path[] = {key, nullptr};
  const MMDB_entry_data_s value = ValueAt(entry, path);
  double number = 0;
  if (value.type == MMDB_DATA_TYPE_UTF8_STRING && absl::SimpleAtod({value.utf8_string, value.data_size}, &number)) {
    return number;
  }
  if (value.type == MMDB_DATA_TYPE_DOUBLE) return value.double_value;
  if (value.type == MMDB_DATA_TYPE_FLOAT) return static_cast<double>(value.float_value);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

int ReadCountry(const MMDB_entry_s& entry, const Schema& schema) {
  const MMDB_entry_data_s value = ValueAt(entry, schema.country);
  if (value.type != MMDB_DATA_TYPE_UTF8_STRING) return kUnknownCountry;
  return CountryOfText({value.utf8_string, value.data_size});
}

uint16_t ReadCell(const MMDB_entry_s& entry, const Schema& schema) {
  const MMDB_entry_data_s position = ValueAt(entry, schema.position);
  if (!position.has_data) return kNoCell;
  const MMDB_entry_s start{entry.mmdb, position.offset};
  return CellOfPosition(NumberAt(start, schema.latitude), NumberAt(start, schema.longitude));
}

}  // namespace nodestats
