#include "geo/metadata_check.h"

#include <maxminddb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/page_allocator.h"
#include "geo/value_walk.h"

namespace nodestats {
namespace {

// MaxMind DB File Format Specification 2.0: the metadata follow the last marker within the last 128 KiB.
constexpr std::string_view kMarker = "\xab\xcd\xefMaxMind.com";
constexpr uint64_t kMaxMetadataBytes = 128 * 1024;
constexpr uint64_t kSeparatorBytes = 16;  // between search tree and data

uint64_t SizeOf(const FileDescriptor& file) {
  struct stat status{};
  return fstat(file.get(), &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
}

// The metadata of a file of `size_bytes`; empty if there are none.
std::vector<uint8_t> ReadMetadata(const FileDescriptor& file, uint64_t size_bytes) {
  Pages<uint8_t> tail(std::min(size_bytes, kMaxMetadataBytes));
  const ssize_t got = pread(file.get(), tail.data(), tail.size(), static_cast<off_t>(size_bytes - tail.size()));
  if (got != static_cast<ssize_t>(tail.size())) return {};
  const auto is_same = [](uint8_t byte, char wanted) { return byte == static_cast<uint8_t>(wanted); };
  const auto marker = std::find_end(tail.begin(), tail.end(), kMarker.begin(), kMarker.end(), is_same);
  if (marker == tail.end()) return {};
  return {marker + kMarker.size(), tail.end()};
}

MMDB_entry_data_s ValueOf(MMDB_s* metadata, const char* key) {
  const char* const path[] = {key, nullptr};
  MMDB_entry_s start{metadata, 0};
  MMDB_entry_data_s value{};
  return MMDB_aget_value(&start, &value, path) == MMDB_SUCCESS ? value : MMDB_entry_data_s{};
}

// Tells whether the search tree, the separator and some data fit in front of the metadata.
bool TreeFits(MMDB_s* metadata, uint64_t size_bytes) {
  const MMDB_entry_data_s node_count = ValueOf(metadata, "node_count");
  const MMDB_entry_data_s record_bits = ValueOf(metadata, "record_size");
  if (node_count.type != MMDB_DATA_TYPE_UINT32 || record_bits.type != MMDB_DATA_TYPE_UINT16) return false;
  const uint64_t node_bytes = uint64_t{record_bits.uint16} * 2 / 8;
  return node_count.uint32 * node_bytes + kSeparatorBytes + ValueWalk::kMinSectionBytes <= size_bytes;
}

// Makes sure that the languages are strings: where they are not, MMDB_open() up to 1.11 leaks memory.
nodestats_status CheckLanguages(MMDB_s* metadata) {
  const MMDB_entry_data_s languages = ValueOf(metadata, "languages");
  if (!languages.has_data) return NODESTATS_OK;
  MMDB_entry_s start{metadata, languages.offset};
  MMDB_entry_data_list_s* list = nullptr;
  const int error = MMDB_get_entry_data_list(&start, &list);
  if (error != MMDB_SUCCESS) return error == MMDB_OUT_OF_MEMORY_ERROR ? NODESTATS_ENOMEM : NODESTATS_EGEOINVALID;
  bool strings = true;
  for (const MMDB_entry_data_list_s* i = list->next; i != nullptr; i = i->next) {
    strings = strings && i->entry_data.type == MMDB_DATA_TYPE_UTF8_STRING;
  }
  MMDB_free_entry_data_list(list);
  return strings ? NODESTATS_OK : NODESTATS_EGEOINVALID;
}

// The control bytes of values with sizes below 29.
constexpr uint64_t kEmptyArray = 0x0004;
constexpr uint64_t kEmptyMap = 0xe0;

std::string BigEndian(uint64_t number, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
  return bytes;
}

std::string EncodedText(std::string_view text) {
  constexpr size_t kMaxShortText = 28;
  const std::string start(text.substr(0, kMaxShortText + 255));
  if (start.size() <= kMaxShortText) return BigEndian(0x40 + start.size(), 1) + start;
  return "\x5d" + BigEndian(start.size() - kMaxShortText - 1, 1) + start;
}

// `value` as a file holds it; empty for types that the metadata that we need do not have.
std::string Encoded(const MMDB_entry_data_s& value) {
  switch (value.type) {
    case MMDB_DATA_TYPE_UTF8_STRING:
      return EncodedText({value.utf8_string, value.data_size});
    case MMDB_DATA_TYPE_UINT16:
      return "\xa2" + BigEndian(value.uint16, 2);
    case MMDB_DATA_TYPE_UINT32:
      return "\xc4" + BigEndian(value.uint32, 4);
    case MMDB_DATA_TYPE_UINT64:
      return "\x08\x02" + BigEndian(value.uint64, 8);
    default:
      return "";
  }
}

// A marker and metadata with the required keys as `metadata` has them, and empty optional ones. Readers take the last
// metadata of a file.
std::string WithOptionalKeys(MMDB_s* metadata) {
  constexpr const char* kRequired[] = {"binary_format_major_version",
                                       "binary_format_minor_version",
                                       "build_epoch",
                                       "database_type",
                                       "ip_version",
                                       "node_count",
                                       "record_size"};
  std::string members = EncodedText("languages") + BigEndian(kEmptyArray, 2);
  members += EncodedText("description") + BigEndian(kEmptyMap, 1);
  size_t count = 2;
  for (const char* key : kRequired) {
    const std::string value = Encoded(ValueOf(metadata, key));
    if (value.empty()) continue;  // MMDB_open() will miss it
    members += EncodedText(key) + value;
    ++count;
  }
  return std::string(kMarker) + BigEndian(kEmptyMap + count, 1) + members;
}

}  // namespace

nodestats_status CheckMetadata(const FileDescriptor& file, std::string* complete) {
  const uint64_t size_bytes = SizeOf(file);
  const std::vector<uint8_t> bytes = ReadMetadata(file, size_bytes);
  if (bytes.size() < ValueWalk::kMinSectionBytes) return NODESTATS_EGEOINVALID;
  MMDB_s metadata{};  // as if the metadata were the data of a file
  metadata.data_section = bytes.data();
  metadata.data_section_size = static_cast<uint32_t>(bytes.size());
  if (!ValueWalk(&metadata).IsSound(0) || !TreeFits(&metadata, size_bytes)) return NODESTATS_EGEOINVALID;
  const bool is_complete = ValueOf(&metadata, "languages").has_data && ValueOf(&metadata, "description").has_data;
  *complete = is_complete ? "" : WithOptionalKeys(&metadata);
  return CheckLanguages(&metadata);
}

}  // namespace nodestats
