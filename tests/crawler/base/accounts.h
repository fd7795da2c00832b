// Accounts that tests tell apart.
#ifndef NODESTATS_TESTS_CRAWLER_BASE_ACCOUNTS_H_
#define NODESTATS_TESTS_CRAWLER_BASE_ACCOUNTS_H_

#include <cstdint>

#include "base/account.h"

namespace nodestats::crawler {

// The account of that number, big-endian.
inline Account Of(uint64_t number) {
  Account account{};
  for (size_t i = account.size(); number != 0; number >>= 8) account[--i] = static_cast<uint8_t>(number);
  return account;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_BASE_ACCOUNTS_H_
