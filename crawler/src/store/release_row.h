// A release's row, and its checksum.
#ifndef NODESTATS_CRAWLER_STORE_RELEASE_ROW_H_
#define NODESTATS_CRAWLER_STORE_RELEASE_ROW_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace nodestats::crawler {

// All columns but the sequence, in the order of the checksum, which is the last.
inline constexpr char kReleaseColumns[] =
    "release.node, window, start, end, contradicts, release.delegated, received, signer, signature, payload, checksum";
inline constexpr size_t kReleaseNumbers = 7;  // before the signer

inline int64_t ReleaseChecksum(const std::array<int64_t, kReleaseNumbers>& numbers, absl::string_view signer,
                               absl::string_view signature, absl::string_view payload) {
  char bytes[sizeof numbers];
  std::memcpy(bytes, numbers.data(), sizeof bytes);
  const uint32_t sum = Checksum(signer, Checksum({bytes, sizeof bytes}));
  return Checksum(payload, Checksum(signature, sum));
}

// Whether the row that was asked for these columns, from `column` on, is as it was written.
inline bool IsWholeRelease(const Rows& rows, int column) {
  std::array<int64_t, kReleaseNumbers> numbers{};
  for (int64_t& number : numbers) number = rows.Int(column++);
  const absl::string_view signer = rows.Bytes(column);
  const absl::string_view signature = rows.Bytes(column + 1);
  const absl::string_view payload = rows.Bytes(column + 2);
  return ReleaseChecksum(numbers, signer, signature, payload) == rows.Int(column + 3);
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_STORE_RELEASE_ROW_H_
