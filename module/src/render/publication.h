// All that is published at one time, ready to be read.
#ifndef NODESTATS_RENDER_PUBLICATION_H_
#define NODESTATS_RENDER_PUBLICATION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nodestats/nodestats.h"
#include "release/frozen.h"
#include "render/answer.h"
#include "render/gzip.h"

namespace nodestats {

// What a whole answer says of one release: a part of its bytes, plain and gzip.
struct Part {
  absl::string_view plain;
  Deflated deflated;
};

// A kept release, rendered once: as one of Summary's, and as one of Report's.
struct RenderedRelease {
  std::shared_ptr<const Frozen> frozen;
  Part protobuf;
  Part json;
};

// Immutable, and so thread-safe. Every answer but those to a `since` is made beforehand.
class Publication {
 public:
  // Of the releases `kept`, ascending by end. Takes from `before`, which may be null, what is rendered already.
  // Throws std::bad_alloc.
  Publication(const std::vector<std::shared_ptr<const Frozen>>& kept, const Publication* before,
              std::string software_version, int64_t next_release_unix_s);
  Publication(const Publication&) = delete;
  Publication& operator=(const Publication&) = delete;

  // Errors: EINVAL (format, since). Throws std::bad_alloc.
  nodestats_status Get(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const;

  const std::vector<RenderedRelease>& releases() const { return releases_; }
  int64_t next_release_unix_s() const { return next_release_unix_s_; }

 private:
  static constexpr int kFormats = 5;

  const RenderedRelease* Find(const std::shared_ptr<const Frozen>& frozen) const;  // or null
  // Tells where each release's part begins, unless `begins` is null.
  std::shared_ptr<const Body> Join(uint32_t format, int64_t since_unix_s, bool gzip, std::vector<size_t>* begins) const;
  void RenderMetrics();

  std::vector<RenderedRelease> releases_;  // ascending by end; their parts are those of bodies_
  std::string software_version_;
  int64_t next_release_unix_s_;
  int64_t last_modified_unix_s_ = 0;
  std::shared_ptr<const Body> bodies_[kFormats + 1][2];  // by format; plain, gzip
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_PUBLICATION_H_
