// Accounts as columns.
#ifndef NODESTATS_CRAWLER_STORE_ACCOUNT_BLOB_H_
#define NODESTATS_CRAWLER_STORE_ACCOUNT_BLOB_H_

#include <algorithm>

#include "absl/strings/string_view.h"
#include "base/account.h"
#include "store/sqlite.h"

namespace nodestats::crawler {

// Borrowed from `account`.
inline Blob AccountBlob(const Account& account) {
  return {absl::string_view(reinterpret_cast<const char*>(account.data()), account.size())};
}

inline Account AccountOfBlob(absl::string_view bytes) {
  Account account = kNoAccount;
  std::copy_n(bytes.begin(), std::min(bytes.size(), account.size()), account.begin());
  return account;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_ACCOUNT_BLOB_H_
