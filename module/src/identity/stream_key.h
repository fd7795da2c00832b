// Who a segment belongs to, as keyed hashes: the only form in which identifiers are held.
#ifndef NODESTATS_IDENTITY_STREAM_KEY_H_
#define NODESTATS_IDENTITY_STREAM_KEY_H_

#include <cstddef>
#include <cstdint>

#include "identity/siphash.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// Hashes with keys that exist only in this object.
class StreamKeys {
 public:
  StreamKeys() = default;
  StreamKeys(const SipKey& stream_key, const SipKey& broadcaster_key)
      : stream_key_(stream_key), broadcaster_key_(broadcaster_key) {}

  // One broadcaster's one manifest. `peer16` stands for a broadcaster that is zero.
  uint64_t Stream(const nodestats_segment& segment, const uint8_t peer16[16], const void* manifest_id,
                  size_t manifest_id_size) const {
    const Owner owner(segment, peer16);
    SipHasher hasher(stream_key_);
    for (const uint64_t word : owner.words) hasher.Word(word);
    return hasher.Finish(manifest_id, manifest_id_size);
  }

  uint64_t Broadcaster(const nodestats_segment& segment, const uint8_t peer16[16]) const {
    const Owner owner(segment, peer16);
    return SipHash24(broadcaster_key_, owner.words, sizeof owner.words);
  }

 private:
  // The sender, or the peer in its place: 20 bytes and a mark that tells the two apart.
  struct Owner {
    Owner(const nodestats_segment& segment, const uint8_t peer16[16]) {
      std::memcpy(words, segment.broadcaster, NODESTATS_ADDRESS_SIZE);
      if ((words[0] | words[1] | words[2]) != 0) return;
      std::memcpy(words, peer16, 16);
      words[2] = uint64_t{1} << 63;
    }
    uint64_t words[3] = {0, 0, 0};
  };

  SipKey stream_key_;
  SipKey broadcaster_key_;
};

}  // namespace nodestats

#endif  // NODESTATS_IDENTITY_STREAM_KEY_H_
