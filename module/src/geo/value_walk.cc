#include "geo/value_walk.h"

namespace nodestats {
namespace {

// Real files have up to 5, since records share what they point to.
constexpr uint64_t kMaxValuesPerByte = 16;

constexpr bool IsPointer(uint8_t control) { return control >> 5 == MMDB_DATA_TYPE_POINTER; }
constexpr uint32_t PointerBytes(uint8_t control) { return 2U + ((control >> 3) & 3U); }

}  // namespace

ValueWalk::ValueWalk(const MMDB_s* mmdb)
    : mmdb_(mmdb), values_left_(kMaxValues + kMaxValuesPerByte * mmdb->data_section_size), record_values_left_(0) {}

bool ValueWalk::IsSound(uint32_t offset) {
  record_values_left_ = kMaxValues;
  return Walk(&offset, 0) != kUnsound;
}

// Walks the value at `*offset`, moves `*offset` to the one after it, and returns its type. What a pointer points to has
// one level more, and the value after a pointer follows the pointer.
int ValueWalk::Walk(uint32_t* offset, int depth) {
  if (depth == kMaxDepth || record_values_left_ == 0 || values_left_ == 0) return kUnsound;
  --record_values_left_;
  --values_left_;
  static const char* const kHere[] = {nullptr};
  MMDB_entry_s entry{mmdb_, *offset};
  MMDB_entry_data_s value;
  if (MMDB_aget_value(&entry, &value, kHere) != MMDB_SUCCESS) return kUnsound;
  uint32_t next = value.offset_to_next;
  if (!WalkMembers(value, &next, depth + 1)) return kUnsound;
  const uint8_t control = mmdb_->data_section[*offset];
  *offset = IsPointer(control) ? *offset + PointerBytes(control) : next;
  return static_cast<int>(value.type);
}

bool ValueWalk::WalkMembers(const MMDB_entry_data_s& container, uint32_t* offset, int depth) {
  const bool is_map = container.type == MMDB_DATA_TYPE_MAP;
  if (!is_map && container.type != MMDB_DATA_TYPE_ARRAY) return true;
  for (uint32_t i = 0; i < container.data_size; ++i) {
    if (is_map && Walk(offset, depth) != MMDB_DATA_TYPE_UTF8_STRING) return false;
    if (Walk(offset, depth) == kUnsound) return false;
  }
  return true;
}

}  // namespace nodestats
