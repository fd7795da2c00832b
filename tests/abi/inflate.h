// gzip (RFC 1952), read by zlib.
#ifndef NODESTATS_TESTS_ABI_INFLATE_H_
#define NODESTATS_TESTS_ABI_INFLATE_H_

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace nodestats_test {

// What the only member of `gzip` holds.
inline std::string Inflate(std::string gzip) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);  // 16: gzip and nothing else
  stream.next_in = reinterpret_cast<Bytef*>(gzip.data());
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string plain;
  int status = Z_OK;
  while (status == Z_OK) {
    char chunk[65536];
    stream.next_out = reinterpret_cast<Bytef*>(chunk);
    stream.avail_out = sizeof chunk;
    status = inflate(&stream, Z_NO_FLUSH);
    plain.append(chunk, sizeof chunk - stream.avail_out);
  }
  EXPECT_EQ(status, Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0u) << "something follows the first member";
  EXPECT_EQ(inflateEnd(&stream), Z_OK);
  return plain;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_INFLATE_H_
