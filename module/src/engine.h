// The engine: segments and time in, releases out.
#ifndef NODESTATS_ENGINE_H_
#define NODESTATS_ENGINE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "geo/locator.h"
#include "geo/peer_watch.h"
#include "hour/hour_book.h"
#include "identity/stream_key.h"
#include "nodestats/nodestats.h"
#include "privacy/noise.h"
#include "release/freeze.h"
#include "release/shelf.h"
#include "release/window_sum.h"
#include "render/exact.h"
#include "render/publication.h"

namespace nodestats {

// Behind the C interface, one method for each function; see nodestats.h for what they do. Thread-safe. Methods may
// throw std::bad_alloc, and are then as if not called.
class Engine {
 public:
  static nodestats_status Open(const nodestats_config& config, std::unique_ptr<Engine>* engine);

  nodestats_status Record(const nodestats_segment* segment, const void* manifest_id, size_t manifest_id_size);
  nodestats_status Advance(int64_t now_unix_ms);
  nodestats_status ReloadGeo(const char* path) { return path != nullptr ? geo_.Use({path}) : geo_.Reload(); }

  nodestats_status Summary(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const;
  nodestats_status Exact(uint32_t format, Answer* answer);

  nodestats_status NextToSign(uint64_t* id, std::string* message);
  nodestats_status AddSignature(uint64_t id, absl::string_view signature);
  nodestats_status NextFrozen(uint64_t after_id, uint64_t* id, std::string* data);
  nodestats_status RestoreFrozen(absl::string_view data);

  void Info(nodestats_info* info);

 private:
  Engine(const nodestats_config& config, const Identity& identity, const StreamKeys& keys, const SipKey& peer_key);

  nodestats_status Count(const nodestats_segment* segment, const void* manifest_id, size_t manifest_id_size);
  // False where a release is lost for want of noise.
  bool FreezeEnded(int64_t now_s) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Publish(int64_t now_s) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  int64_t NextReleaseS() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::shared_ptr<const Publication> publication() const;

  const Identity identity_;
  const StreamKeys keys_;
  const SipKey peer_key_;
  const uint32_t max_streams_;
  Locator geo_;
  PeerWatch peers_;
  std::atomic<int64_t> rejected_[kStatusCount] = {};
  std::atomic<int64_t> next_release_s_{0};

  Mutex mutex_;    // held by all that changes the time or the releases; never by Record
  HourBook book_;  // guarded by mutex_, but for its table
  WindowSums sums_ ABSL_GUARDED_BY(mutex_);
  Shelf shelf_ ABSL_GUARDED_BY(mutex_);
  const std::unique_ptr<NoiseSource> noise_source_ ABSL_PT_GUARDED_BY(mutex_);
  bool stale_ ABSL_GUARDED_BY(mutex_) = true;  // publication_ is behind shelf_

  mutable Mutex publication_mutex_;  // held for a pointer's copy
  std::shared_ptr<const Publication> publication_ ABSL_GUARDED_BY(publication_mutex_);
};

}  // namespace nodestats

#endif  // NODESTATS_ENGINE_H_
