#include "chain/hex.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/hex_bytes.h"

namespace nodestats::crawler {
namespace {

// What is behind "0x"; nullopt where that is missing.
std::optional<absl::string_view> BehindPrefix(const nlohmann::json& value) {
  if (!value.is_string()) return std::nullopt;
  const absl::string_view text = value.get_ref<const std::string&>();
  if (text.size() < 2 || text[0] != '0' || text[1] != 'x') return std::nullopt;
  return text.substr(2);
}

}  // namespace

std::string HexQuantity(uint64_t number) { return absl::StrCat("0x", absl::Hex(number)); }

std::string HexData(absl::string_view bytes) { return absl::StrCat("0x", absl::BytesToHexString(bytes)); }

std::optional<uint64_t> ParseHexQuantity(const nlohmann::json& value) {
  constexpr size_t kMostDigits = 16;  // of 64 bits
  const std::optional<absl::string_view> digits = BehindPrefix(value);
  if (!digits || digits->empty() || digits->size() > kMostDigits) return std::nullopt;
  if (!std::all_of(digits->begin(), digits->end(), absl::ascii_isxdigit)) return std::nullopt;
  uint64_t number = 0;
  return absl::SimpleHexAtoi(*digits, &number) ? std::optional(number) : std::nullopt;
}

std::optional<std::string> ParseHexData(const nlohmann::json& value) {
  const std::optional<absl::string_view> digits = BehindPrefix(value);
  return digits ? HexBytes(*digits) : std::nullopt;
}

}  // namespace nodestats::crawler
