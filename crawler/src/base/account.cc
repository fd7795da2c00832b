#include "base/account.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hex_bytes.h"

namespace nodestats::crawler {

std::string AccountText(const Account& account) {
  return absl::StrCat(
      "0x", absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(account.data()), account.size())));
}

std::optional<Account> ParseAccount(absl::string_view text) {
  Account account;
  if (text.size() != 2 + 2 * account.size() || text[0] != '0' || (text[1] | 0x20) != 'x') return std::nullopt;
  const std::optional<std::string> bytes = HexBytes(text.substr(2));
  if (!bytes) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), account.begin());
  return account;
}

}  // namespace nodestats::crawler
