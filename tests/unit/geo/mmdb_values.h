// Values as MMDB files hold them (MaxMind DB File Format Specification 2.0), encoded without any checks, so that tests
// can write wrong ones.
#ifndef NODESTATS_TESTS_UNIT_GEO_MMDB_VALUES_H_
#define NODESTATS_TESTS_UNIT_GEO_MMDB_VALUES_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace nodestats::mmdb {

inline constexpr int kText = 2;
inline constexpr int kDouble = 3;
inline constexpr int kUint16 = 5;
inline constexpr int kUint32 = 6;
inline constexpr int kMap = 7;
inline constexpr int kUint64 = 9;
inline constexpr int kArray = 11;
inline constexpr int kBoolean = 14;
inline constexpr int kFloat = 15;

// The last `size` bytes of `number`, the highest first.
inline std::string BigEndian(uint64_t number, size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; ++i) bytes[size - 1 - i] = static_cast<char>(number >> (8 * i) & 0xff);
  return bytes;
}

// What stands before a value of `type`: its size is in bytes or, for containers, in members.
inline std::string Control(int type, uint64_t size) {
  const uint64_t size_bits = size < 29 ? size : size < 285 ? 29 : size < 65821 ? 30 : 31;
  const auto type_bits = static_cast<uint64_t>(type <= 7 ? type : 0);
  std::string bytes = BigEndian(type_bits << 5 | size_bits, 1);
  if (type > 7) bytes += BigEndian(static_cast<uint64_t>(type - 7), 1);
  if (size_bits == 29) bytes += BigEndian(size - 29, 1);
  if (size_bits == 30) bytes += BigEndian(size - 285, 2);
  if (size_bits == 31) bytes += BigEndian(size - 65821, 3);
  return bytes;
}

inline std::string Text(const std::string& text) { return Control(kText, text.size()) + text; }
inline std::string Uint16(uint16_t number) { return Control(kUint16, 2) + BigEndian(number, 2); }
inline std::string Uint32(uint32_t number) { return Control(kUint32, 4) + BigEndian(number, 4); }
inline std::string Uint64(uint64_t number) { return Control(kUint64, 8) + BigEndian(number, 8); }
inline std::string Boolean(bool value) { return Control(kBoolean, value ? 1 : 0); }

inline std::string Double(double number) {
  uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof(bits));
  return Control(kDouble, sizeof(bits)) + BigEndian(bits, sizeof(bits));
}

inline std::string Float(float number) {
  uint32_t bits = 0;
  std::memcpy(&bits, &number, sizeof(bits));
  return Control(kFloat, sizeof(bits)) + BigEndian(bits, sizeof(bits));
}

// Leads to `offset` of the data section.
inline std::string Pointer(uint32_t offset) { return "\x38" + BigEndian(offset, 4); }

inline std::string Array(const std::vector<std::string>& members) {
  std::string bytes = Control(kArray, members.size());
  for (const std::string& member : members) bytes += member;
  return bytes;
}

// Of plain keys and encoded values.
inline std::string Map(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string bytes = Control(kMap, members.size());
  for (const auto& [key, value] : members) bytes += Text(key) + value;
  return bytes;
}

// Containers of one member each, `depth` of them, around a boolean.
inline std::string NestedMaps(int depth) {
  std::string bytes;
  for (int i = 0; i < depth; ++i) bytes += Control(kMap, 1) + Text("k");
  return bytes + Boolean(true);
}
inline std::string NestedArrays(int depth) {
  std::string bytes;
  for (int i = 0; i < depth; ++i) bytes += Control(kArray, 1);
  return bytes + Boolean(true);
}

}  // namespace nodestats::mmdb

#endif  // NODESTATS_TESTS_UNIT_GEO_MMDB_VALUES_H_
