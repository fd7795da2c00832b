// All that is published at one time, ready to be read.
#ifndef NODESTATS_RENDER_PUBLICATION_H_
#define NODESTATS_RENDER_PUBLICATION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nodestats/nodestats.h"
#include "release/frozen.h"
#include "render/answer.h"
#include "render/gzip.h"

namespace nodestats {

// A kept release, rendered once: as one of Summary's, and as one of Report's.
struct RenderedRelease {
  explicit RenderedRelease(std::shared_ptr<const Frozen> from);
  std::shared_ptr<const Frozen> frozen;
  Piece protobuf;
  Piece json;
};

using RenderedReleases = std::vector<std::shared_ptr<const RenderedRelease>>;

// Renders `kept`, and takes from `before` what is rendered already. Throws std::bad_alloc.
RenderedReleases Render(const std::vector<std::shared_ptr<const Frozen>>& kept, const RenderedReleases& before);

// Immutable, and so thread-safe. Every answer but those to a `since` is made beforehand.
class Publication {
 public:
  // Throws std::bad_alloc.
  Publication(RenderedReleases releases, std::string software_version, int64_t next_release_unix_s);

  // Errors: EINVAL (format, since). Throws std::bad_alloc.
  nodestats_status Get(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const;

  const RenderedReleases& releases() const { return releases_; }
  int64_t next_release_unix_s() const { return next_release_unix_s_; }

 private:
  static constexpr int kFormats = 5;

  std::shared_ptr<const Body> Join(uint32_t format, int64_t since_unix_s, bool gzip) const;
  void RenderMetrics();

  RenderedReleases releases_;  // ascending by end
  std::string software_version_;
  int64_t next_release_unix_s_;
  int64_t last_modified_unix_s_ = 0;
  std::shared_ptr<const Body> bodies_[kFormats + 1][2];  // by format; plain, gzip
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_PUBLICATION_H_
