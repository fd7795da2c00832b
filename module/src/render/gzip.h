// gzip (RFC 1952), made of pieces that are compressed once and joined as often as wanted.
#ifndef NODESTATS_RENDER_GZIP_H_
#define NODESTATS_RENDER_GZIP_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "base/page_allocator.h"

namespace nodestats {

// Bytes as a raw deflate stream that ends at a byte's edge and refers to nothing before it, so that such streams can
// follow each other.
struct Deflated {
  absl::string_view stream;
  size_t plain_size = 0;
  uint32_t plain_crc = 0;
};

// Puts the stream into `*memory`. Throws std::bad_alloc.
Deflated Deflate(absl::string_view plain, std::string* memory);

// Joins deflated pieces and short plain texts to one gzip member.
class GzipJoiner {
 public:
  static constexpr size_t kBytesAround = 20;   // of the member
  static constexpr size_t kBytesPerPlain = 5;  // beside the text, up to 64 KiB of it

  GzipJoiner();
  void Reserve(size_t bytes) { out_.reserve(bytes); }
  size_t size() const { return out_.size(); }
  void Add(const Deflated& piece);
  void AddPlain(absl::string_view text);  // as it is, without compression
  Bytes Finish();

 private:
  Bytes out_;
  uint32_t crc_ = 0;
  uint32_t size_ = 0;
};

// One member, of a piece and a short plain text.
Bytes Gzip(const Deflated& piece, absl::string_view end);

}  // namespace nodestats

#endif  // NODESTATS_RENDER_GZIP_H_
