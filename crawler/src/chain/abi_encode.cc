#include "chain/abi_encode.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kSelectorBytes = 4;

// Numbers and addresses are set to the right.
std::string RightAligned(absl::string_view bytes) {
  return absl::StrCat(std::string(kAbiWordBytes - bytes.size(), '\0'), bytes);
}

}  // namespace

std::string AbiWord(uint64_t number) {
  std::string word(kAbiWordBytes, '\0');
  for (size_t i = kAbiWordBytes; number != 0; number >>= 8) word[--i] = static_cast<char>(number & 0xff);
  return word;
}

std::string AbiWord(const Account& account) { return RightAligned(std::string(account.begin(), account.end())); }

std::string AbiWord(const Digest& digest) { return {digest.begin(), digest.end()}; }

std::string CallData(absl::string_view signature, const std::vector<std::string>& words) {
  const Digest digest = Keccak256(signature);
  return absl::StrCat(std::string(digest.begin(), digest.begin() + kSelectorBytes), absl::StrJoin(words, ""));
}

}  // namespace nodestats::crawler
