// Bytes that a reader gets, and what HTTP says of them.
#ifndef NODESTATS_RENDER_ANSWER_H_
#define NODESTATS_RENDER_ANSWER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "base/page_allocator.h"

namespace nodestats {

struct Body {
  absl::string_view bytes;
  std::string etag;  // quoted; a function of the bytes alone
  bool gzip = false;
  std::shared_ptr<const Bytes> memory;  // that `bytes` are in
};

// Adds the validator. Throws std::bad_alloc.
std::shared_ptr<const Body> MakeBody(Bytes bytes, bool gzip);

// The first `size` bytes of a body that is not compressed, in the same memory. Throws std::bad_alloc.
std::shared_ptr<const Body> MakePrefix(const Body& whole, size_t size);

struct Answer {
  std::shared_ptr<const Body> body;
  uint64_t id = 0;  // of a release, where the answer is one
  int64_t last_modified_unix_s = 0;
  int64_t next_release_unix_s = 0;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_ANSWER_H_
