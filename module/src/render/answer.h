// Bytes that a reader gets, and what HTTP says of them.
#ifndef NODESTATS_RENDER_ANSWER_H_
#define NODESTATS_RENDER_ANSWER_H_

#include <cstdint>
#include <memory>
#include <string>

namespace nodestats {

struct Body {
  std::string bytes;
  std::string etag;  // quoted; a function of the bytes alone
  bool gzip = false;
};

// Adds the validator. Throws std::bad_alloc.
std::shared_ptr<const Body> MakeBody(std::string bytes, bool gzip);

struct Answer {
  std::shared_ptr<const Body> body;
  uint64_t id = 0;  // of a release, where the answer is one
  int64_t last_modified_unix_s = 0;
  int64_t next_release_unix_s = 0;
};

}  // namespace nodestats

#endif  // NODESTATS_RENDER_ANSWER_H_
