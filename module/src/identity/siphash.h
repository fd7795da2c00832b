// SipHash-2-4: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. A keyed hash of 64 bits.
#ifndef NODESTATS_IDENTITY_SIPHASH_H_
#define NODESTATS_IDENTITY_SIPHASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nodestats {

struct SipKey {
  uint64_t k0 = 0;
  uint64_t k1 = 0;
};

// Takes a message as whole words, then the rest. Assumes a little-endian machine, as does the rest of the library.
class SipHasher {
 public:
  explicit SipHasher(const SipKey& key)
      : v0_(key.k0 ^ 0x736f6d6570736575),
        v1_(key.k1 ^ 0x646f72616e646f6d),
        v2_(key.k0 ^ 0x6c7967656e657261),
        v3_(key.k1 ^ 0x7465646279746573) {}

  void Word(uint64_t word) {
    v3_ ^= word;
    Round();
    Round();
    v0_ ^= word;
    size_ += 8;
  }

  // Takes the last `size` bytes, and gives the hash of all that was taken.
  uint64_t Finish(const void* data, size_t size) {
    const auto* bytes = static_cast<const uint8_t*>(data);
    const size_t rest = size % 8;
    for (size_t i = 0; i + 8 <= size; i += 8) Word(Load(bytes + i));
    uint64_t last = 0;
    if (rest > 0 && size > 8) {
      last = Load(bytes + size - 8) >> (8 * (8 - rest));
    } else {
      for (size_t i = 0; i < rest; ++i) last |= static_cast<uint64_t>(bytes[i]) << (8 * i);
    }
    Word(last | (size_ + rest) << 56);
    v2_ ^= 0xff;
    for (int i = 0; i < 4; ++i) Round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  static uint64_t Load(const uint8_t* bytes) {
    uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    return word;
  }

  static uint64_t Rotate(uint64_t value, int bits) { return value << bits | value >> (64 - bits); }

  void Round() {
    v0_ += v1_;
    v2_ += v3_;
    v1_ = Rotate(v1_, 13) ^ v0_;
    v3_ = Rotate(v3_, 16) ^ v2_;
    v0_ = Rotate(v0_, 32);
    v2_ += v1_;
    v0_ += v3_;
    v1_ = Rotate(v1_, 17) ^ v2_;
    v3_ = Rotate(v3_, 21) ^ v0_;
    v2_ = Rotate(v2_, 32);
  }

  uint64_t v0_, v1_, v2_, v3_;
  uint64_t size_ = 0;
};

inline uint64_t SipHash24(const SipKey& key, const void* data, size_t size) {
  return SipHasher(key).Finish(data, size);
}

}  // namespace nodestats

#endif  // NODESTATS_IDENTITY_SIPHASH_H_
