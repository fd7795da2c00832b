#include "render/gzip.h"

#define ZLIB_CONST  // lets zlib read what is const
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

#include "absl/types/span.h"

namespace nodestats {
namespace {

constexpr int kLevel = 6;
constexpr int kRawDeflate = -15;
constexpr int kMemoryLevel = 8;                         // the default: 256 KiB
constexpr size_t kWorkspaceBytes = size_t{512} * 1024;  // more than zlib takes, in address space
constexpr size_t kMaxStored = 65535;                    // of one stored block

uint32_t Crc(absl::string_view text) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<z_size_t>(text.size())));
}

// Gives zlib memory of the span at `left`.
voidpf TakeFrom(voidpf left, uInt items, uInt size) {
  auto* span = static_cast<absl::Span<char>*>(left);
  const size_t bytes =
      (size_t{items} * size + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);
  if (bytes > span->size()) return Z_NULL;
  char* taken = span->data();
  span->remove_prefix(bytes);
  return taken;
}

void AppendLittleEndian(uint32_t value, int bytes, Bytes* out) {
  for (int i = 0; i < bytes; ++i) out->push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

}  // namespace

Deflated Deflate(absl::string_view plain, std::string* memory) {
  Pages<char> workspace(kWorkspaceBytes);
  absl::Span<char> left(workspace.data(), workspace.size());
  z_stream stream = {};
  stream.opaque = &left;
  stream.zalloc = TakeFrom;
  stream.zfree = [](voidpf, voidpf) {};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRawDeflate, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  Pages<char> out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 16);
  stream.next_in = reinterpret_cast<const Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FULL_FLUSH);
  memory->assign(out.data(), stream.total_out);
  return {*memory, plain.size(), Crc(plain)};
}

GzipJoiner::GzipJoiner() : out_("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10) {}

void GzipJoiner::Add(const Deflated& piece) {
  out_.append(piece.stream.data(), piece.stream.size());
  crc_ = static_cast<uint32_t>(crc32_combine(crc_, piece.plain_crc, static_cast<z_off_t>(piece.plain_size)));
  size_ += static_cast<uint32_t>(piece.plain_size);
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

Bytes GzipJoiner::Finish() {
  out_.append("\x03\x00", 2);  // the last block, empty
  AppendLittleEndian(crc_, 4, &out_);
  AppendLittleEndian(size_, 4, &out_);
  return std::move(out_);
}

Bytes Gzip(const Deflated& piece, absl::string_view end) {
  GzipJoiner joiner;
  joiner.Reserve(piece.stream.size() + end.size() + GzipJoiner::kBytesAround + GzipJoiner::kBytesPerPlain);
  joiner.Add(piece);
  joiner.AddPlain(end);
  return joiner.Finish();
}

}  // namespace nodestats
