#include "chain/pool_page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/pool_reader_bytecode.h"

namespace nodestats::crawler {
namespace {

constexpr uint64_t kPageOrchestrators = 100;
constexpr uint64_t kPageBytes = 24000;  // with its words below the 24,576 of a contract's code
constexpr uint64_t kArguments = 6;

// Takes bytes from the front; nullopt where there are fewer.
std::optional<absl::string_view> Take(absl::string_view& from, size_t size) {
  if (from.size() < size) return std::nullopt;
  const absl::string_view taken = from.substr(0, size);
  from.remove_prefix(size);
  return taken;
}

std::optional<std::string> TakeUri(absl::string_view& from) {
  const std::optional<absl::string_view> length = Take(from, 2);
  if (!length) return std::nullopt;
  const auto size =
      static_cast<size_t>(static_cast<unsigned char>((*length)[0]) << 8 | static_cast<unsigned char>((*length)[1]));
  const std::optional<absl::string_view> uri = Take(from, size);
  if (!uri) return std::nullopt;
  return std::string(*uri);
}

std::optional<PoolEntry> TakeEntry(absl::string_view& from, size_t registries) {
  PoolEntry entry;
  const std::optional<absl::string_view> account = Take(from, entry.recipient.size());
  if (!account) return std::nullopt;
  std::copy(account->begin(), account->end(), entry.recipient.begin());
  for (size_t i = 0; i < registries; ++i) {
    std::optional<std::string> uri = TakeUri(from);
    if (!uri) return std::nullopt;
    entry.uris.push_back(*std::move(uri));
  }
  return entry;
}

}  // namespace

std::string PoolPageQuestion(const PoolPlace& place, const Account& start) {
  std::string question(reinterpret_cast<const char*>(kPoolReaderCode), sizeof kPoolReaderCode);
  absl::StrAppend(&question, AbiWord(place.bonding_manager), AbiWord(kArguments * kAbiWordBytes), AbiWord(start),
                  AbiWord(kPageOrchestrators), AbiWord(kPageBytes), AbiWord(uint64_t{kLongestUriBytes}));
  absl::StrAppend(&question, AbiWord(uint64_t{place.registries.size()}));
  for (const Account& registry : place.registries) absl::StrAppend(&question, AbiWord(registry));
  return question;
}

std::optional<PoolPage> ReadPoolPage(absl::string_view answer, size_t registries) {
  const std::optional<Account> next = AbiAnswer(answer).AddressAt(0);
  const std::optional<absl::string_view> bytes = AbiAnswer(answer).BytesAt(1);
  if (!next || !bytes) return std::nullopt;
  PoolPage page{.entries = {}, .next = *next};
  for (absl::string_view rest = *bytes; !rest.empty();) {
    std::optional<PoolEntry> entry = TakeEntry(rest, registries);
    if (!entry) return std::nullopt;
    page.entries.push_back(*std::move(entry));
  }
  return page;
}

}  // namespace nodestats::crawler
