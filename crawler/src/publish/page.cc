#include "publish/page.h"

#include <zlib.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "publish/json.h"
#include "publish/view_file.h"

namespace nodestats::crawler {
namespace {

constexpr int kGzipWindow = 15 + 16;  // 32 KiB, in gzip's frame
constexpr int kMemory = 8;
constexpr size_t kShortestToCompress = 512;

}  // namespace

std::string Gzip(absl::string_view bytes) {
  if (bytes.size() < kShortestToCompress) return {};
  z_stream stream = {};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(bytes.size(), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  out.resize(code == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

Page MakePage(absl::string_view content_type, absl::string_view cache_control, std::string body) {
  Page page;
  page.content_type = std::string(content_type);
  page.cache_control = std::string(cache_control);
  page.etag = ShortDigest(body);
  page.gzip = Gzip(body);
  page.body = std::move(body);
  return page;
}

Page ErrorPage(unsigned int status, absl::string_view error) {
  Page page;
  page.status = status;
  page.content_type = "application/json";
  page.cache_control = "no-store";
  page.body = Dump({{"error", std::string(error)}});
  return page;
}

}  // namespace nodestats::crawler
