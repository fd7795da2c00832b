#include "chain/abi_decode.h"

#include <algorithm>

#include "chain/abi_encode.h"

namespace nodestats::crawler {
namespace {

bool AllZero(absl::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

}  // namespace

std::optional<absl::string_view> AbiAnswer::WordAt(size_t slot) const {
  if (slot >= bytes_.size() / kAbiWordBytes) return std::nullopt;
  return bytes_.substr(slot * kAbiWordBytes, kAbiWordBytes);
}

std::optional<Account> AbiAnswer::AddressAt(size_t slot) const {
  const std::optional<absl::string_view> word = WordAt(slot);
  Account account{};
  if (!word || !AllZero(word->substr(0, kAbiWordBytes - account.size()))) return std::nullopt;
  const absl::string_view bytes = word->substr(kAbiWordBytes - account.size());
  std::copy(bytes.begin(), bytes.end(), account.begin());
  return account;
}

std::optional<uint64_t> AbiAnswer::NumberAt(size_t slot) const {
  const std::optional<absl::string_view> word = WordAt(slot);
  if (!word || !AllZero(word->substr(0, kAbiWordBytes - sizeof(uint64_t)))) return std::nullopt;
  uint64_t number = 0;
  for (const char byte : word->substr(kAbiWordBytes - sizeof number)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

std::optional<absl::string_view> AbiAnswer::BytesAt(size_t slot) const {
  const std::optional<uint64_t> offset = NumberAt(slot);
  if (!offset || *offset > bytes_.size()) return std::nullopt;
  const absl::string_view tail = bytes_.substr(*offset);
  const std::optional<uint64_t> length = AbiAnswer(tail).NumberAt(0);
  if (!length || *length > tail.size() - kAbiWordBytes) return std::nullopt;
  return tail.substr(kAbiWordBytes, *length);
}

double WordToDouble(absl::string_view word) {
  double number = 0;
  for (const char byte : word) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}

}  // namespace nodestats::crawler
