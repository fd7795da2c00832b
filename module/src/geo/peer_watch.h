// Notices when all peers look alike, which points to a proxy or to NAT in front of the node, and how many of them the
// geo databases do not know.
#ifndef NODESTATS_GEO_PEER_WATCH_H_
#define NODESTATS_GEO_PEER_WATCH_H_

#include <atomic>
#include <cstdint>

#include "nodestats/nodestats.h"

namespace nodestats {

// Thread-safe. Holds a keyed hash of the first peer, no address.
class PeerWatch {
 public:
  void See(uint64_t peer_hash, bool is_public, bool is_placed) {
    uint64_t none = 0;
    const uint64_t mark = peer_hash | 1;
    if (!first_.compare_exchange_strong(none, mark) && none != mark) several_ = true;
    if (is_public) public_ = true;
    if (is_public) (is_placed ? placed_ : unplaced_).fetch_add(1, std::memory_order_relaxed);
  }

  // How often peers of public addresses were seen, and their country was known or not.
  uint64_t placed() const { return placed_.load(std::memory_order_relaxed); }
  uint64_t unplaced() const { return unplaced_.load(std::memory_order_relaxed); }

  // One of NODESTATS_PEERS_*.
  uint32_t state() const {
    if (first_ == 0) return NODESTATS_PEERS_NONE;
    if (!several_) return NODESTATS_PEERS_ONE;
    return public_ ? NODESTATS_PEERS_PUBLIC : NODESTATS_PEERS_PRIVATE;
  }

 private:
  std::atomic<uint64_t> first_{0};
  std::atomic<bool> several_{false};
  std::atomic<bool> public_{false};
  std::atomic<uint64_t> placed_{0};
  std::atomic<uint64_t> unplaced_{0};
};

}  // namespace nodestats

#endif  // NODESTATS_GEO_PEER_WATCH_H_
