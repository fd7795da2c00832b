// Who a segment belongs to, as keyed hashes: the only form in which identifiers are held.
#ifndef NODESTATS_IDENTITY_STREAM_KEY_H_
#define NODESTATS_IDENTITY_STREAM_KEY_H_

#include <cstddef>
#include <cstdint>

#include "geo/address.h"
#include "identity/siphash.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// The sender of a job, or, where that is zero, its peer: 20 bytes, and a mark that tells the two apart.
struct Owner {
  explicit Owner(const nodestats_segment& segment) {
    std::memcpy(words, segment.broadcaster, NODESTATS_ADDRESS_SIZE);
    if ((words[0] | words[1] | words[2]) != 0) return;
    Address peer;
    MakeAddress(segment.peer, segment.peer_size, &peer);
    std::memcpy(words, peer.bytes.data(), peer.bytes.size());
    words[2] = kPeer;
  }
  static constexpr uint64_t kPeer = uint64_t{1} << 63;  // no sender's: their last word has 32 bits
  uint64_t words[3] = {0, 0, 0};
};

// Whose streams share a bound: the sender, or the peer's IPv4 address or IPv6 network of 64 bits, of which one machine
// has all addresses.
inline Owner BroadcasterOf(Owner owner) {
  if (owner.words[2] != Owner::kPeer) return owner;
  Address peer;
  std::memcpy(peer.bytes.data(), owner.words, peer.bytes.size());
  const Address host = WithoutTunnel(peer);
  std::memcpy(owner.words, host.bytes.data(), host.bytes.size());
  if (!IsMappedIpv4(host.bytes.data())) owner.words[1] = 0;
  return owner;
}

// Hashes with keys that exist only in this object.
class StreamKeys {
 public:
  StreamKeys() = default;
  StreamKeys(const SipKey& stream_key, const SipKey& broadcaster_key)
      : stream_key_(stream_key), broadcaster_key_(broadcaster_key) {}

  // One broadcaster's one manifest.
  uint64_t Stream(const Owner& owner, const void* manifest_id, size_t manifest_id_size) const {
    SipHasher hasher(stream_key_);
    for (const uint64_t word : owner.words) hasher.Word(word);
    return hasher.Finish(manifest_id, manifest_id_size);
  }

  uint64_t Broadcaster(const Owner& owner) const {
    return SipHash24(broadcaster_key_, owner.words, sizeof owner.words);
  }

 private:
  SipKey stream_key_;
  SipKey broadcaster_key_;
};

}  // namespace nodestats

#endif  // NODESTATS_IDENTITY_STREAM_KEY_H_
