// Keccak-256, as Ethereum has it.
#ifndef NODESTATS_CRAWLER_BASE_KECCAK_H_
#define NODESTATS_CRAWLER_BASE_KECCAK_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace nodestats::crawler {

using Digest = std::array<uint8_t, 32>;

// Keccak[512] with an output of 256 bits (keccak.team, "The Keccak reference", 3.0): SHA3-256 but for NIST's two bits
// of padding, which came later. OpenSSL has it from 3.2 on only.
Digest Keccak256(absl::string_view bytes);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_BASE_KECCAK_H_
