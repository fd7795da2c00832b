// What is sent to a contract, as Solidity's ABI has it.
#ifndef NODESTATS_CRAWLER_CHAIN_ABI_ENCODE_H_
#define NODESTATS_CRAWLER_CHAIN_ABI_ENCODE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/account.h"
#include "base/keccak.h"

namespace nodestats::crawler {

inline constexpr size_t kAbiWordBytes = 32;

std::string AbiWord(uint64_t number);
std::string AbiWord(const Account& account);
std::string AbiWord(const Digest& digest);

// The data of a call of a function such as "getContract(bytes32)": the first 4 bytes of the signature's digest, then
// the arguments, each a word.
std::string CallData(absl::string_view signature, const std::vector<std::string>& words = {});

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_ABI_ENCODE_H_
