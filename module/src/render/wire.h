// Protobuf's wire format, for messages that are joined of ready pieces.
#ifndef NODESTATS_RENDER_WIRE_H_
#define NODESTATS_RENDER_WIRE_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace nodestats {

inline void AppendVarint(uint64_t value, std::string* out) {
  for (; value >= 0x80; value >>= 7) out->push_back(static_cast<char>(value | 0x80));
  out->push_back(static_cast<char>(value));
}

inline void AppendVarintField(uint32_t field, uint64_t value, std::string* out) {
  AppendVarint(uint64_t{field} << 3, out);
  AppendVarint(value, out);
}

inline void AppendBytesField(uint32_t field, std::string_view bytes, std::string* out) {
  AppendVarint(uint64_t{field} << 3 | 2, out);
  AppendVarint(bytes.size(), out);
  out->append(bytes);
}

inline void AppendDoubleField(uint32_t field, double value, std::string* out) {
  AppendVarint(uint64_t{field} << 3 | 1, out);
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out->append(bytes, sizeof value);
}

}  // namespace nodestats

#endif  // NODESTATS_RENDER_WIRE_H_
