#include "render/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <utility>

namespace nodestats {
namespace {

constexpr int kLevel = 6;
constexpr int kRawDeflate = -15;
constexpr size_t kMaxStored = 65535;  // of one stored block

uint32_t Crc(absl::string_view text) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<z_size_t>(text.size())));
}

void AppendLittleEndian(uint32_t value, int bytes, std::string* out) {
  for (int i = 0; i < bytes; ++i) out->push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

}  // namespace

Piece MakePiece(std::string plain) {
  Piece piece;
  piece.crc = Crc(plain);
  z_stream stream = {};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRawDeflate, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  try {
    piece.deflated.resize(deflateBound(&stream, static_cast<uLong>(plain.size())) + 16);
  } catch (...) {
    deflateEnd(&stream);
    throw;
  }
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(piece.deflated.data());
  stream.avail_out = static_cast<uInt>(piece.deflated.size());
  deflate(&stream, Z_FULL_FLUSH);
  piece.deflated.resize(stream.total_out);
  deflateEnd(&stream);
  piece.deflated.shrink_to_fit();
  piece.plain = std::move(plain);
  piece.plain.shrink_to_fit();
  return piece;
}

GzipJoiner::GzipJoiner() : out_("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10) {}

void GzipJoiner::Add(const Piece& piece) {
  out_.append(piece.deflated);
  crc_ = static_cast<uint32_t>(crc32_combine(crc_, piece.crc, static_cast<z_off_t>(piece.plain.size())));
  size_ += static_cast<uint32_t>(piece.plain.size());
}

void GzipJoiner::AddPlain(absl::string_view text) {
  crc_ = static_cast<uint32_t>(crc32_combine(crc_, Crc(text), static_cast<z_off_t>(text.size())));
  size_ += static_cast<uint32_t>(text.size());
  while (!text.empty()) {
    const auto size = static_cast<uint32_t>(std::min(text.size(), kMaxStored));
    out_.push_back('\0');  // a stored block that is not the last
    AppendLittleEndian(size, 2, &out_);
    AppendLittleEndian(~size & 0xffff, 2, &out_);
    out_.append(text.data(), size);
    text.remove_prefix(size);
  }
}

std::string GzipJoiner::Finish() {
  out_.append("\x03\x00", 2);  // the last block, empty
  AppendLittleEndian(crc_, 4, &out_);
  AppendLittleEndian(size_, 4, &out_);
  return std::move(out_);
}

std::string Gzip(std::string plain) {
  GzipJoiner joiner;
  joiner.Add(MakePiece(std::move(plain)));
  return joiner.Finish();
}

}  // namespace nodestats
