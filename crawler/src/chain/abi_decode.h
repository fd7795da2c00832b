// What a contract answers, as Solidity's ABI has it; nothing in it is believed before it is checked.
#ifndef NODESTATS_CRAWLER_CHAIN_ABI_DECODE_H_
#define NODESTATS_CRAWLER_CHAIN_ABI_DECODE_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "base/account.h"

namespace nodestats::crawler {

// A tuple of words, the first of slot 0. Refers to the bytes, which have to stay. nullopt: it does not hold that.
class AbiAnswer {
 public:
  explicit AbiAnswer(absl::string_view bytes) : bytes_(bytes) {}

  std::optional<absl::string_view> WordAt(size_t slot) const;
  std::optional<Account> AddressAt(size_t slot) const;
  std::optional<uint64_t> NumberAt(size_t slot) const;  // nullopt above 64 bits
  // A string or bytes, whose offset is in the slot.
  std::optional<absl::string_view> BytesAt(size_t slot) const;

 private:
  absl::string_view bytes_;
};

// A word's unsigned number, rounded: amounts of wei.
double WordToDouble(absl::string_view word);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_ABI_DECODE_H_
