// An Ethereum account's address.
#ifndef NODESTATS_CRAWLER_BASE_ACCOUNT_H_
#define NODESTATS_CRAWLER_BASE_ACCOUNT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

using Account = std::array<uint8_t, 20>;

inline constexpr Account kNoAccount{};

// "0x" and 40 lower-case hexadecimal digits.
std::string AccountText(const Account& account);

// Reads the same, in either case and without regard to EIP-55's checksum; nullopt for anything else.
std::optional<Account> ParseAccount(absl::string_view text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_ACCOUNT_H_
