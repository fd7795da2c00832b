// SipHash-2-4 a second time: written straight from the paper, for clarity alone.
#ifndef NODESTATS_TESTS_UNIT_IDENTITY_SIPHASH_REFERENCE_H_
#define NODESTATS_TESTS_UNIT_IDENTITY_SIPHASH_REFERENCE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "identity/siphash.h"

namespace nodestats {

using SipState = std::array<uint64_t, 4>;

// Figure 2.1 of the paper.
inline void SipRound(SipState* state) {
  auto& [v0, v1, v2, v3] = *state;
  const auto rotated = [](uint64_t value, int bits) { return (value << bits) | (value >> (64 - bits)); };
  v0 = v0 + v1, v2 = v2 + v3;
  v1 = rotated(v1, 13), v3 = rotated(v3, 16);
  v1 = v1 ^ v0, v3 = v3 ^ v2;
  v0 = rotated(v0, 32);
  v2 = v2 + v1, v0 = v0 + v3;
  v1 = rotated(v1, 17), v3 = rotated(v3, 21);
  v1 = v1 ^ v2, v3 = v3 ^ v0;
  v2 = rotated(v2, 32);
}

// Section 2: the message is padded with zeros and its length modulo 256 to whole words of 8 bytes.
inline uint64_t ReferenceSipHash(const SipKey& key, std::vector<uint8_t> message) {
  const auto length = static_cast<uint8_t>(message.size() % 256);
  while (message.size() % 8 != 7) message.push_back(0);
  message.push_back(length);

  SipState v = {key.k0 ^ 0x736f6d6570736575, key.k1 ^ 0x646f72616e646f6d, key.k0 ^ 0x6c7967656e657261,
                key.k1 ^ 0x7465646279746573};
  for (size_t at = 0; at < message.size(); at += 8) {
    uint64_t word = 0;
    for (size_t i = 8; i-- > 0;) word = word * 256 + message[at + i];
    v[3] ^= word;
    for (int i = 0; i < 2; ++i) SipRound(&v);
    v[0] ^= word;
  }
  v[2] ^= 0xff;
  for (int i = 0; i < 4; ++i) SipRound(&v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_IDENTITY_SIPHASH_REFERENCE_H_
