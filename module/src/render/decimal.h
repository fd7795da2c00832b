// Fractions of whole numbers as decimal text.
#ifndef NODESTATS_RENDER_DECIMAL_H_
#define NODESTATS_RENDER_DECIMAL_H_

#include <charconv>
#include <cstdint>

#include "absl/numeric/int128.h"

namespace nodestats {

inline constexpr int kMaxDecimalSize = 32;  // bytes

// Writes value / divisor (at least 1), rounded to nine decimals, without trailing zeros; returns the end.
inline char* WriteDecimal(int64_t value, int64_t divisor, char* out) {
  if (divisor == 1 || value == 0) return std::to_chars(out, out + kMaxDecimalSize, value).ptr;
  constexpr uint64_t kBillion = 1'000'000'000;
  const auto d = static_cast<uint64_t>(divisor);
  const uint64_t magnitude = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  uint64_t whole = magnitude / d;
  const uint64_t rest = magnitude % d;
  auto decimals = static_cast<uint64_t>((absl::uint128(rest) * kBillion + d / 2) / d);
  whole += decimals / kBillion;
  decimals %= kBillion;
  if (value < 0 && (whole | decimals) != 0) *out++ = '-';
  out = std::to_chars(out, out + kMaxDecimalSize, whole).ptr;
  if (decimals == 0) return out;
  *out = '.';
  for (int digit = 9; digit > 0; --digit, decimals /= 10) out[digit] = static_cast<char>('0' + decimals % 10);
  out += 10;
  while (out[-1] == '0') --out;
  return out;
}

}  // namespace nodestats

#endif  // NODESTATS_RENDER_DECIMAL_H_
