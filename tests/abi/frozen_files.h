// Releases on their way over a restart.
#ifndef NODESTATS_TESTS_ABI_FROZEN_FILES_H_
#define NODESTATS_TESTS_ABI_FROZEN_FILES_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "abi/node.h"
#include "nodestats_test/v1/summary.pb.h"

namespace nodestats_test {

inline constexpr char kFrozenMagic[] = "nodestats frozen release 1\n";

// All published releases of this process, in the form for the disk.
inline std::vector<std::string> FrozenOf(const Node& node) {
  std::vector<std::string> files;
  uint64_t last_id = 0;
  while (true) {
    Answer answer;
    const nodestats_status status = nodestats_next_frozen(node.engine(), last_id, answer.get());
    if (status == NODESTATS_ENONE) return files;
    EXPECT_EQ(status, NODESTATS_OK);
    EXPECT_GT(answer->id, last_id);
    last_id = answer->id;
    files.push_back(answer.bytes());
  }
}

inline nodestats_status Restore(const Node& node, const std::string& file) {
  return nodestats_restore_frozen(node.engine(), file.data(), file.size());
}

// CRC-32 of ISO 3309, bit by bit.
inline uint32_t Crc32(const std::string& bytes) {
  uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~crc;
}

// A file with a right checksum, whatever it holds.
inline std::string FrozenFile(const std::string& signed_release) {
  std::string file = kFrozenMagic;
  const uint32_t crc = Crc32(signed_release);
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<char>(crc >> shift & 0xff));
  return file + signed_release;
}

inline std::string FrozenFile(const v1::Release& release, const std::string& signature = "") {
  v1::SignedRelease message;
  message.set_payload(release.SerializeAsString());
  message.set_signature(signature);
  return FrozenFile(message.SerializeAsString());
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_FROZEN_FILES_H_
