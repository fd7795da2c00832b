// gzip (RFC 1952), made of pieces that are compressed once and joined as often as wanted.
#ifndef NODESTATS_RENDER_GZIP_H_
#define NODESTATS_RENDER_GZIP_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace nodestats {

// Bytes, plain and as a raw deflate stream that ends at a byte's edge and refers to nothing before it, so that such
// streams can follow each other.
struct Piece {
  std::string plain;
  std::string deflated;
  uint32_t crc = 0;
};

// Throws std::bad_alloc.
Piece MakePiece(std::string plain);

// Joins pieces and short plain texts to one gzip member.
class GzipJoiner {
 public:
  GzipJoiner();
  void Add(const Piece& piece);
  void AddPlain(absl::string_view text);  // as it is, without compression
  std::string Finish();

 private:
  std::string out_;
  uint32_t crc_ = 0;
  uint32_t size_ = 0;
};

std::string Gzip(std::string plain);

}  // namespace nodestats

#endif  // NODESTATS_RENDER_GZIP_H_
